// Offers the drawing as PNG beside SVG, drawn by the browser itself, and begins with the middle in view.
"use strict";

const figure = document.querySelector(".drawing");
const focus = figure && figure.querySelector(".focus");
if (focus) {
  const middle = focus.getBoundingClientRect(), frame = figure.getBoundingClientRect();
  figure.scrollLeft += middle.left + middle.width / 2 - frame.left - frame.width / 2;
}

const downloads = document.getElementById("tai-ve");
const svgLink = downloads && downloads.querySelector("a");
if (svgLink) {
  const button = document.createElement("button");
  button.className = "plain";
  button.textContent = "PNG";
  svgLink.after(" · ", button);
  button.addEventListener("click", async () => {
    const answer = await fetch(downloads.dataset.svg);
    const name = decodeURIComponent(answer.headers.get("content-disposition").split("''")[1]);
    const picture = new Image();
    picture.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(await answer.text());
    await picture.decode();
    const sheet = document.createElement("canvas");
    const scale = Math.min(2, 12000 / Math.max(picture.width, picture.height));
    sheet.width = picture.width * scale;
    sheet.height = picture.height * scale;
    sheet.getContext("2d").drawImage(picture, 0, 0, sheet.width, sheet.height);
    const save = document.createElement("a");
    save.href = sheet.toDataURL("image/png");
    save.download = name.replace(/svg$/, "png");
    save.click();
  });
}
