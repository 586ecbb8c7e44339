"""The style sheet and the script of the highlighted page; without the script everything can be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.audit.page_style import STYLE
from pipeline.highlight.model import Layer

KINDS: Mapping[Layer, Sequence[str]] = {
    Layer.FINDING: ("error", "warning", "info", "other"),
    Layer.REFERENCE: ("ref", "ref-open", "ref-back"),
    Layer.TASK: ("task",),
    Layer.OUTCOME: ("outcome",),
    Layer.FIGURE: ("figure",),
    Layer.CHECK: ("holds", "fails", "cannot_tell"),
    Layer.DOUBT: ("doubt",),
}
"""The looks of each layer."""

_OWN = """
:root { --ref: #0B5394; --task: #6A2C91; --outcome: #00695C; --fig: #2E6B12; --fig-bg: #EDF6E5;
  --doubt: #5F5F5F; --mark: 1.5px; }
html { scroll-padding-top: 1rem; }
main { max-width: 64rem; }
h1 { overflow-wrap: anywhere; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .9rem; margin: .6rem 0; }
.facts dt { color: var(--muted); } .facts dd { margin: 0; overflow-wrap: anywhere; }
.notes { margin: .3rem 0; padding-left: 1.2rem; color: var(--muted); }
.marks { list-style: none; padding: 0; margin: .6rem 0; display: grid; gap: .35rem .8rem;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); }
.marks li { border: 1px solid var(--line); border-radius: 8px; background: var(--card); display: flex;
  flex-wrap: wrap; align-items: center; gap: .1rem .5rem; padding: .4rem .7rem; min-height: 2.75rem; }
.marks input { width: 1.15rem; height: 1.15rem; margin: 0; accent-color: var(--link); flex: none; }
.marks label { display: flex; align-items: center; gap: .5rem; flex: 1 1 auto; padding: .2rem 0; }
.marks .count { color: var(--muted); font-size: .86rem; flex-basis: 100%; }
.marks .count span { white-space: nowrap; margin-right: .5rem; }
.marks a { padding: .2rem; }
button { font: inherit; color: var(--link); background: none; border: 1px solid var(--line);
  border-radius: 6px; min-width: 2.2rem; min-height: 1.9rem; cursor: pointer; }
button:hover { border-color: currentColor; }
.text { padding: .6rem 1.4rem 1.2rem; line-height: 1.75; overflow-wrap: break-word; }
.text h3, .text h4, .text h5, .text h6 { font: inherit; font-weight: 700; margin: .7rem 0 .3rem; }
.text a { color: inherit; text-decoration-line: none; }
.text .page { scroll-margin-top: 1rem; }
.letterhead > div { display: flex; flex-wrap: wrap; gap: 0 1.5rem; justify-content: space-between;
  text-align: center; }
.letterhead p { flex: 1 1 14rem; white-space: pre-line; }
.k-ref, .k-ref-open, .k-ref-back, .k-task, .k-outcome, .k-figure, .k-error, .k-warning, .k-info, .k-other,
.k-holds, .k-fails, .k-cannot_tell, .k-doubt { text-decoration-skip-ink: none; }
.text .k-ref, .sample.k-ref { text-decoration: underline solid var(--ref) 2px; text-underline-offset: .2em; }
.text .k-ref-open, .sample.k-ref-open { text-decoration: underline dotted var(--ref) 2px;
  text-underline-offset: .2em; }
.text .k-ref-back { text-decoration: underline dotted var(--muted) 1px; text-underline-offset: .2em; }
.text .k-figure, .sample.k-figure { background: var(--fig-bg); border-radius: 3px;
  text-decoration: underline solid var(--fig) 1px; text-underline-offset: .2em; }
.text .k-task, .sample.k-task { text-decoration: underline dashed var(--task) 1.5px;
  text-underline-offset: .42em; }
.text .k-outcome, .sample.k-outcome { text-decoration: underline dotted var(--outcome) 2px;
  text-underline-offset: .42em; }
.text .k-error, .sample.k-error { background: var(--error-bg);
  text-decoration: underline wavy var(--error) 1.5px; text-underline-offset: .25em; }
.text .k-warning, .sample.k-warning { background: var(--warning-bg);
  text-decoration: underline double var(--warning) 1.5px; text-underline-offset: .25em; }
.text .k-info, .sample.k-info { background: var(--info-bg);
  text-decoration: underline dotted var(--info) 2.5px; text-underline-offset: .25em; }
.text .k-other { text-decoration: underline dashed var(--warning) 1.5px; text-underline-offset: .3em; }
.text .k-doubt, .sample.k-doubt { text-decoration: underline dashed var(--doubt) 1px;
  text-underline-offset: .2em; }
.text .flag, .text .sign, .text .tag { background: none; text-decoration: none; user-select: none;
  -webkit-user-select: none; font: 700 .72em/1 'Segoe UI', 'Noto Sans', Arial, 'Liberation Sans', sans-serif;
  padding: 0 .15em; }
.text .flag small, .text .tag { font-size: .82em; font-weight: 600; }
.text .tag { font-size: .58em; vertical-align: super; padding: 0 0 0 .15em; color: var(--ref); }
.text .tag.k-ref-back, .text .tag.k-doubt { color: var(--muted); }
.flag.k-task, .e.task .code { color: var(--task) !important; }
.flag.k-outcome, .e.outcome .code { color: var(--outcome) !important; }
.flag.k-error, .sign.k-fails, .e.error .code, .e.fails .code { color: var(--error) !important; }
.flag.k-warning, .flag.k-other, .e.warning .code { color: var(--warning) !important; }
.flag.k-info, .e.info .code { color: var(--info) !important; }
.sign.k-holds, .e.holds .code { color: var(--holds) !important; }
.sign.k-cannot_tell, .e.cannot_tell .code { color: var(--muted) !important; }
.e.figure .code { color: var(--fig); } .e.doubt .code { color: var(--doubt); }
.text :target, .e:target { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.index h3 { border-bottom: 2px solid var(--line); padding-bottom: .2rem; }
.e { margin: .3rem 0; padding: .35rem .5rem; font-size: .92rem; overflow-wrap: anywhere;
  border-bottom: 1px solid var(--line); scroll-margin-top: 3.5rem; }
.e h4 { font-size: .95rem; margin: 0; } .e .code { font-weight: 700; margin-right: .35rem; }
.e dl { margin: .15rem 0; display: grid; grid-template-columns: minmax(4.5rem, max-content) 1fr;
  gap: .05rem .6rem; }
.e dt { color: var(--muted); } .e dd { margin: 0; } .e dd.alone { grid-column: 2; }
.e .at a { display: inline-block; padding: 0 .25rem; min-width: 1.5rem; }
.e .told { color: var(--muted); }
.filter { display: block; margin: .4rem 0; font-size: .92rem; }
.filter input { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--muted);
  border-radius: 6px; padding: .35rem .5rem; width: 100%; margin-top: .15rem; }
[hidden] { display: none !important; }
.made { margin-top: 2rem; }
@media (min-width: 70rem) {
  main { max-width: 96rem; }
  .beside { display: grid; grid-template-columns: minmax(0, 1fr) 25rem; gap: 1.6rem; align-items: start; }
  .index { position: sticky; top: 0; max-height: 100vh; overflow-y: auto; padding: 0 .4rem 1rem; }
}
@media (max-width: 30rem) { main { padding: 1rem .8rem 3rem; } .text { padding: .4rem .7rem 1rem; }
  .facts { grid-template-columns: 1fr; } .facts dd { margin-bottom: .3rem; } }
@media screen and (prefers-color-scheme: dark) {
  :root { --ref: #8FC1F5; --task: #D3A6F0; --outcome: #6FD0C2; --fig: #9BD17A; --fig-bg: #22301A;
    --doubt: #B5B5B5; }
}
@media print {
  .text { border: 0; padding: 0; line-height: 1.6; }
  .marks input, .marks a, button, .filter { display: none; }
  .marks { grid-template-columns: 1fr 1fr; } .marks li { min-height: 0; background: none; }
  .index { break-before: page; columns: 2; column-gap: 8mm; }
  .index h2, .index .quiet { column-span: all; }
  .e { break-inside: avoid; font-size: 8.5pt; }
  .wide { overflow: visible; }
  .text .k-figure, .text .k-error, .text .k-warning, .text .k-info, .sample { print-color-adjust: exact;
    -webkit-print-color-adjust: exact; }
}
"""


def style() -> str:
    """The style sheet: that of the review, and what is this page's own."""
    return STYLE + _OWN + "".join(map(_switched_off, KINDS))


def _switched_off(layer: Layer) -> str:
    """What a layer looks like when its box in the legend is not ticked; no script is needed for it."""
    off = f"body:has(#s-{layer}:not(:checked))"
    plain = ", ".join(f"{off} .text .k-{kind}" for kind in KINDS[layer])
    gone = ", ".join(
        f"{off} .text .{sign}.k-{kind}" for kind in KINDS[layer] for sign in ("flag", "sign", "tag")
    )
    return (
        f"{plain} {{ background: none; text-decoration: none; }}\n{gone} {{ display: none; }}\n"
        f"{off} #i-{layer} {{ display: none; }}\n"
    )


SCRIPT = """
(() => {
  const fold = (words) => words.normalize("NFD").replace(/[\\u0300-\\u036f]/g, "")
    .replace(/[đĐ]/g, "d").toLowerCase();
  const field = document.querySelector(".filter input");
  const none = document.getElementById("no-match");
  const entries = [...document.querySelectorAll(".e")];
  let told = null;
  if (field) {
    field.closest(".filter").hidden = false;
    field.addEventListener("input", () => {
      told = told || entries.map((entry) => fold(entry.textContent));
      const wanted = fold(field.value).split(/\\s+/).filter(Boolean);
      let left = 0;
      entries.forEach((entry, at) => {
        entry.hidden = !wanted.every((word) => told[at].includes(word));
        left += entry.hidden ? 0 : 1;
      });
      none.hidden = left > 0;
    });
    addEventListener("hashchange", () => {
      const entry = document.getElementById(location.hash.slice(1));
      if (entry && entry.hidden) {
        field.value = "";
        field.dispatchEvent(new Event("input"));
        entry.scrollIntoView();
      }
    });
  }
  const last = {};
  for (const button of document.querySelectorAll("button[data-next]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const marks = document.querySelectorAll(`.text [id^="m${button.dataset.next}"]`);
      if (!marks.length) return;
      const at = (last[button.dataset.next] ?? -1) + 1;
      last[button.dataset.next] = at % marks.length;
      const mark = marks[at % marks.length];
      location.hash = mark.id;
      mark.scrollIntoView({ block: "center" });
      button.focus({ preventScroll: true });
    });
  }
})();
"""
"""Filters the index and jumps from mark to mark; what it needs is hidden where it does not run."""
