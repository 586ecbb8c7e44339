"""The style sheet of the review page: light and dark, on the screen and on paper."""

from __future__ import annotations

STYLE = """
@font-face { font-family: signs; unicode-range: U+2260, U+2212;
  src: local('Segoe UI'), local('DejaVu Sans'), local('Liberation Sans'), local('Arial'); }
:root { color-scheme: light dark; --ink: #1A2230; --muted: #515C6B; --paper: #FFFFFF; --line: #D5DAE1;
  --card: #F7F8FA; --error: #A61B1B; --error-bg: #FBE3E0; --warning: #8A5200; --warning-bg: #FFF0CC;
  --info: #1F5E9E; --info-bg: #E1EEFB; --holds: #1B6E3C; --link: #0B5394; --figure: #EEF1F5; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.5;
  font-family: signs, 'Segoe UI', 'Noto Sans', Roboto, Arial, 'Liberation Sans', sans-serif; }
main { max-width: 68rem; margin: 0 auto; padding: 1.4rem 1.6rem 4rem; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, .wide:focus-visible { outline: 3px solid var(--link);
  outline-offset: 2px; }
h1 { font-size: 1.65rem; margin: 0 0 .2rem; line-height: 1.25; }
h2 { font-size: 1.3rem; margin: 2.4rem 0 .5rem; padding-top: .9rem; border-top: 2px solid var(--line); }
h3 { font-size: 1.08rem; margin: 1.5rem 0 .6rem; }
h4 { font-size: 1rem; margin: 0 0 .35rem; }
.quiet { color: var(--muted); margin: .1rem 0; }
.skip { position: absolute; left: -99rem; }
.skip:focus { position: static; }
.tiles { display: flex; flex-wrap: wrap; gap: .6rem; margin: 1rem 0; padding: 0; list-style: none; }
.tiles li { border: 1px solid var(--line); border-radius: 8px; padding: .45rem .9rem; min-width: 6.4rem;
  background: var(--card); }
.tiles b { display: block; font-size: 1.5rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.tiles .error b { color: var(--error); } .tiles .warning b { color: var(--warning); }
.tiles .info b { color: var(--info); } .tiles .holds b { color: var(--holds); }
.tiles .fails b { color: var(--error); }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }
th { border-bottom: 2px solid var(--muted); }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
.finding { border: 1px solid var(--line); border-left: 6px solid var(--muted); border-radius: 6px;
  padding: .75rem 1rem; margin: .8rem 0; background: var(--card); }
.finding.error { border-left-color: var(--error); }
.finding.warning { border-left-color: var(--warning); border-left-style: double; }
.finding.info { border-left-color: var(--info); border-left-style: dotted; }
.finding.dismissed { border-left-color: var(--line); background: none; color: var(--muted); }
.finding.dismissed .badge, .finding.dismissed .why { color: var(--muted); font-weight: 400; }
.finding:target, .flag:target { box-shadow: 0 0 0 3px var(--link); }
.finding p { margin: .35rem 0; }
.badge { font-weight: 700; margin-right: .5rem; }
.error .badge { color: var(--error); } .warning .badge { color: var(--warning); }
.info .badge { color: var(--info); }
code { font-family: ui-monospace, Consolas, 'DejaVu Sans Mono', monospace; font-size: .85em;
  color: var(--muted); }
.why { font-weight: 600; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: .8rem; }
figure { margin: .3rem 0; } figcaption { font-size: .82rem; color: var(--muted); }
blockquote { margin: .2rem 0 0; padding: .45rem .7rem; background: var(--paper);
  border: 1px solid var(--line); border-radius: 5px; }
mark { background: none; color: inherit; font-weight: 700; border-bottom: 3px solid currentColor; }
.done { font-style: italic; color: var(--muted); }
details { margin: .8rem 0; } summary { cursor: pointer; font-weight: 600; padding: .2rem 0; }
.text { border: 1px solid var(--line); border-radius: 8px; padding: .8rem 1.4rem; margin-top: .6rem;
  font-family: signs, 'Times New Roman', 'Liberation Serif', Tinos, serif; font-size: 1.06rem; }
.text p { margin: .4rem 0; } .text .head { font-weight: 700; } .text .item { padding-left: 1.4rem; }
.text .note { font-size: .88rem; color: var(--muted); }
.text .page:first-child { border-top: 0; margin-top: 0; }
.text .page { font: .78rem 'Segoe UI', Arial, sans-serif; color: var(--muted); text-align: right;
  border-top: 1px dashed var(--line); margin: 1.1rem 0 .4rem; padding-top: .2rem; }
.wide { overflow-x: auto; }
.text td { border: 1px solid var(--line); font-size: .95rem; white-space: pre-line; }
.m-figure { border-radius: 3px; box-shadow: inset 0 0 0 1px var(--line); background: var(--figure); }
.m-holds { border-bottom: 1px solid var(--holds); }
.m-fails { text-decoration: underline wavy var(--error) 1px; text-underline-offset: .2em; }
.m-cannot_tell { border-bottom: 1px dotted var(--muted); }
.m-error { background: var(--error-bg); border-bottom: 3px solid var(--error); }
.m-warning { background: var(--warning-bg); border-bottom: 4px double var(--warning); }
.m-info { background: var(--info-bg); border-bottom: 3px dotted var(--info); }
.m-other { border-bottom: 3px dashed var(--warning); }
.sign { font: 700 .72em 'Segoe UI', Arial, sans-serif; padding-left: .1em; }
.sign.holds { color: var(--holds); } .sign.fails { color: var(--error); }
.sign.cannot_tell { color: var(--muted); }
.flag { text-decoration: none; padding: 0 .2em; border-radius: 3px; }
.flag.error { color: var(--error); } .flag.warning, .flag.other { color: var(--warning); }
.flag.info { color: var(--info); }
.legend span { margin-right: 1.1rem; white-space: nowrap; }
.aloud { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #E7EAEF; --muted: #A9B2BE; --paper: #14181E; --line: #343C47; --card: #1B2129;
    --error: #FF9C93; --error-bg: #4A2020; --warning: #F2BE5C; --warning-bg: #45350F; --info: #8FC1F5;
    --info-bg: #1D3550; --holds: #7FD3A0; --link: #8FC1F5; --figure: #262E38; }
}
@media screen { .office { display: none; } }
@media print {
  @page { size: A4; margin: 15mm; }
  main { max-width: none; padding: 0; }
  body { font-size: 10pt; }
  .finding, tr { break-inside: avoid; }
  .finding, .tiles li { background: none; }
  h2, h3, h4 { break-after: avoid; }
  thead { display: table-header-group; }
  a { color: inherit; text-decoration: none; }
  .skip, .to-text { display: none; }
  .m-error, .m-warning, .m-info, .m-figure { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
