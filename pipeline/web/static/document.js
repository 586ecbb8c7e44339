// Shows the card of a mark beside it; without this script the mark's link leads to the card below the text.
"use strict";

(() => {
  const marks = '.text a[href^="#c-"], .sheet a[href^="#c-"]';
  let shown = null;
  let pinned = false;
  let timer = 0;

  const close = (back) => {
    clearTimeout(timer);
    if (!shown) return;
    const { popover, mark } = shown;
    shown = null;
    pinned = false;
    popover.remove();
    mark.removeAttribute("aria-describedby");
    if (back) mark.focus({ preventScroll: true });
  };

  const place = (popover, mark) => {
    const box = mark.getClientRects()[0] || mark.getBoundingClientRect();
    const wide = popover.offsetWidth;
    const high = popover.offsetHeight;
    const room = document.documentElement.clientWidth;
    const left = Math.max(8, Math.min(box.left, room - wide - 8));
    const below = box.bottom + 6 + high < window.innerHeight || box.top < high + 10;
    popover.style.left = `${left + window.scrollX}px`;
    popover.style.top = `${(below ? box.bottom + 6 : box.top - high - 6) + window.scrollY}px`;
  };

  const open = (mark, pin) => {
    const card = document.getElementById(mark.getAttribute("href").slice(1));
    if (!card) return false;
    close(false);
    const popover = document.createElement("div");
    popover.className = `popover ${card.className}`;
    popover.id = "the-noi";
    for (const child of card.childNodes) popover.append(child.cloneNode(true));
    popover.tabIndex = -1;
    if (pin) {
      popover.setAttribute("role", "dialog");
      popover.setAttribute("aria-label", "Chú giải của dấu");
      const button = document.createElement("button");
      button.className = "close";
      button.type = "button";
      button.textContent = "Đóng (Esc)";
      button.addEventListener("click", () => close(true));
      popover.prepend(button);
    } else {
      popover.setAttribute("role", "tooltip");
      mark.setAttribute("aria-describedby", popover.id);
    }
    document.body.append(popover);
    shown = { popover, mark };
    pinned = pin;
    place(popover, mark);
    if (pin) popover.focus({ preventScroll: true });
    popover.addEventListener("mouseenter", () => clearTimeout(timer));
    popover.addEventListener("mouseleave", leave);
    return true;
  };

  const leave = () => {
    if (pinned) return;
    clearTimeout(timer);
    timer = setTimeout(() => pinned || close(false), 250);
  };

  const of = (event) => (event.target.closest ? event.target.closest(marks) : null);

  document.addEventListener("mouseover", (event) => {
    const mark = of(event);
    if (!mark || pinned) return;
    clearTimeout(timer);
    if (!shown || shown.mark !== mark) timer = setTimeout(() => pinned || open(mark, false), 180);
  });
  document.addEventListener("mouseout", (event) => of(event) && leave());
  document.addEventListener("focusin", (event) => {
    const mark = of(event);
    if (mark && mark.matches(":focus-visible") && !(shown && shown.mark === mark)) open(mark, false);
    else if (shown && !pinned && !mark && !shown.popover.contains(event.target)) close(false);
  });
  document.addEventListener("click", (event) => {
    const mark = of(event);
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
    if (mark && plain) {
      if (open(mark, true)) event.preventDefault();
    } else if (shown && !shown.popover.contains(event.target)) {
      close(false);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown) close(pinned);
  });
  window.addEventListener("resize", () => close(false));

  // Cards are shown beside their marks, so that their list need not take room; it opens where asked for.
  for (const list of document.querySelectorAll(".cards")) {
    const count = list.querySelectorAll(".card").length;
    const button = document.createElement("button");
    const fold = (folded) => {
      list.classList.toggle("folded", folded);
      button.setAttribute("aria-expanded", String(!folded));
      button.textContent = folded ? `Hiện cả ${count} chú giải` : "Thu gọn";
    };
    button.type = "button";
    button.className = "quiet-button";
    button.addEventListener("click", () => fold(!list.classList.contains("folded")));
    list.querySelector("h2").after(button);
    const target = location.hash && document.getElementById(location.hash.slice(1));
    const wanted = target && list.contains(target) ? target : null;
    fold(!wanted);
    if (wanted) wanted.scrollIntoView();
  }
})();
