/**
 * The dialog's own style sheet, a constructed one (a strict policy forbids `style` elements and attributes). The page
 * changes colours, corners and font by `--chopmark-*`, and single pieces by `::part`.
 */
export const styles = /* css */ `
:host {
  all: initial;
  color-scheme: light dark;
  --accent: var(--chopmark-accent, light-dark(#0a5a73, #7cc7de));
  --on-accent: var(--chopmark-on-accent, light-dark(#fff, #04212b));
  --surface: var(--chopmark-surface, light-dark(#fff, #171c21));
  --sunken: var(--chopmark-sunken, light-dark(#f3f6f7, #0f1317));
  --text: var(--chopmark-text, light-dark(#17222a, #e6edf1));
  --muted: var(--chopmark-muted, light-dark(#4d5d67, #a7b5be));
  --line: var(--chopmark-line, light-dark(#cfd8dd, #36434c));
  --good: var(--chopmark-good, light-dark(#17683a, #7dd3a0));
  --bad: var(--chopmark-bad, light-dark(#a3211a, #ffa199));
  --warn: var(--chopmark-warn, light-dark(#744700, #f2c56b));
  --seal: var(--chopmark-seal, light-dark(#b3261e, #e0564c));
  --radius: var(--chopmark-radius, 10px);
  --font: var(--chopmark-font, system-ui, -apple-system, "Segoe UI", Roboto, "PingFang HK", "Noto Sans HK", "Noto Sans CJK HK", "Microsoft JhengHei", sans-serif);
}
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; }
*, ::before, ::after { box-sizing: border-box; }
dialog {
  width: min(40rem, calc(100vw - 2rem));
  max-width: none;
  max-height: min(52rem, calc(100dvh - 2rem));
  min-height: min(33rem, calc(100dvh - 2rem));
  padding: 0;
  border: 0;
  border-radius: calc(var(--radius) * 1.4);
  background: var(--surface);
  color: var(--text);
  font: 400 1rem/1.55 var(--font);
  box-shadow: 0 1.5rem 4rem rgb(0 0 0 / .35), 0 0 0 1px rgb(0 0 0 / .08);
  overflow: hidden;
  overscroll-behavior: contain;
}
dialog[open] { display: flex; flex-direction: column; animation: rise .18s ease-out; }
dialog:lang(zh-Hans-HK) { font-family: var(--chopmark-font, system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif); }
dialog:lang(zh) { line-height: 1.7; }
dialog::backdrop { background: rgb(9 20 27 / .58); }
@keyframes rise { from { opacity: 0; transform: translateY(.6rem); } }
.icon { width: 1.5em; height: 1.5em; flex: none; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem .6rem; padding: .9rem 1rem .75rem 1.4rem; border-bottom: 1px solid var(--line); }
.icon-seal { width: 1.75rem; height: 1.75rem; stroke: var(--seal); stroke-width: 1.7; }
h1 { flex: 1 1 6rem; margin: 0; font-size: 1.0625rem; font-weight: 650; line-height: 1.3; }
h2 { display: flex; align-items: center; gap: .6rem; margin: 0 0 .9rem; font-size: 1.375rem; font-weight: 650; line-height: 1.3; text-wrap: balance; outline: none; }
h2 .icon { width: 2rem; height: 2rem; padding: .3rem; border-radius: 50%; stroke-width: 2.6; }
h2.good .icon { background: var(--good); color: var(--surface); }
h2.bad .icon { background: var(--bad); color: var(--surface); }
h3 { margin: 1.25rem 0 .4rem; font-size: 1rem; font-weight: 650; }
p { margin: 0 0 .75rem; text-wrap: pretty; }
.muted { color: var(--muted); font-size: .9375rem; }
button, .button { font: inherit; color: inherit; cursor: pointer; }
.languages { display: flex; gap: .1rem; }
.languages button { padding: .2rem .5rem; min-width: 2rem; min-height: 2rem; border: 0; border-radius: calc(var(--radius) * .6); background: none; color: var(--muted); font-size: .875rem; white-space: nowrap; }
.languages button[aria-pressed="true"] { color: var(--text); font-weight: 650; text-decoration: underline; text-decoration-color: var(--accent); text-decoration-thickness: 2px; text-underline-offset: .35em; }
.close { display: grid; place-items: center; width: 2.5rem; height: 2.5rem; border: 0; border-radius: 50%; background: none; color: var(--muted); }
.close:hover, .languages button:hover { background: var(--sunken); color: var(--text); }
.close .icon { width: 1.25rem; height: 1.25rem; }
.sandbox { margin: 0; padding: .5rem 1.4rem; background: repeating-linear-gradient(-45deg, light-dark(#ffe9b8, #4a3a12) 0 14px, light-dark(#fff2d3, #3d300f) 14px 28px); color: light-dark(#5c3b00, #ffdf9e); font-size: .9375rem; font-weight: 600; }
.steps { display: flex; gap: .5rem; margin: 0; padding: .8rem 1.4rem 0; list-style: none; counter-reset: step; font-size: .875rem; color: var(--muted); }
.steps li { flex: 1; padding-top: .4rem; border-top: 3px solid var(--line); counter-increment: step; min-width: 0; }
.steps li span::before { content: counter(step) ". "; }
.steps .past { border-color: var(--accent); }
.steps [aria-current] { border-color: var(--accent); color: var(--text); font-weight: 650; }
[data-step="loading"] .body, [data-step="working"] .body, [data-step="signing"] .body, [data-step="sending"] .body, [data-step="done"] .body { align-content: center; }
.panel { display: flex; flex-direction: column; flex: auto; min-height: 0; margin: 0; }
.body { flex: auto; min-height: 0; overflow-y: auto; padding: 1.1rem 1.4rem 1.3rem; overflow-wrap: anywhere; }
footer { display: flex; flex-direction: row-reverse; flex-wrap: wrap; gap: .6rem; padding: .9rem 1.4rem; border-top: 1px solid var(--line); background: var(--surface); }
footer button, .button, .choice { min-height: 2.75rem; padding: .5rem 1.1rem; border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); font-weight: 600; line-height: 1.3; }
footer button:last-child:not(.main) { margin-right: auto; }
footer button:hover, .choice:hover { border-color: var(--muted); background: var(--sunken); }
.main, footer .main { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
.main:hover, footer .main:hover { background: color-mix(in srgb, var(--accent) 88%, var(--text)); border-color: var(--accent); }
.link, .quiet { padding: .3rem .4rem; border: 0; border-radius: calc(var(--radius) * .6); background: none; color: var(--accent); font-weight: 600; text-decoration: underline; text-underline-offset: .2em; }
:focus-visible, .visually-hidden:focus-visible + .button { outline: 3px solid var(--accent); outline-offset: 2px; }
h2:focus-visible { outline: none; }
dl { margin: 0; }
dd { margin: 0; }
.facts .row { display: grid; grid-template-columns: 9.5rem 1fr; gap: .1rem 1rem; padding: .35rem 0; }
.facts dt { color: var(--muted); }
.facts dd strong { display: block; font-size: 1.0625rem; }
.origin { color: var(--muted); font-size: .9375rem; }
.verified { color: var(--good); font-size: .9375rem; }
code { font: .9em/1.5 ui-monospace, "SF Mono", Consolas, "Noto Sans Mono", monospace; overflow-wrap: anywhere; }
details { margin-top: .75rem; font-size: .9375rem; }
summary { padding: .35rem 0; color: var(--accent); font-weight: 600; cursor: pointer; border-radius: calc(var(--radius) * .5); }
.alert, .next { margin: 0 0 1rem; padding: .8rem 1rem; border-radius: calc(var(--radius) * .6); border-left: 4px solid var(--bad); background: color-mix(in srgb, var(--bad) 9%, var(--surface)); }
.alert p, .next p { margin: .25rem 0 0; }
.alert.warn { border-color: var(--warn); background: color-mix(in srgb, var(--warn) 10%, var(--surface)); }
.name-warning { display: block; margin: .3rem 0; padding: .3rem .6rem; font-size: .9375rem; font-weight: 400; }
.next { border-color: var(--accent); background: color-mix(in srgb, var(--accent) 9%, var(--surface)); }
.next h3 { margin: 0; }
.complaint { color: var(--bad); }
.complaint > * { display: block; }
.complaint:not(:empty) { margin: .5rem 0; }
.drop { position: relative; display: flex; flex-direction: column; align-items: center; gap: .4rem; margin: 0 0 1rem; padding: 1.75rem 1rem; border: 2px dashed var(--line); border-radius: var(--radius); background: var(--sunken); text-align: center; }
.drop.over { border-color: var(--accent); background: color-mix(in srgb, var(--accent) 12%, var(--surface)); }
.drop p { margin: 0; }
.drop input { bottom: 0; scroll-margin: 7rem; }
.drop .button { display: inline-flex; align-items: center; margin: .25rem 0; }
.icon-file { width: 2.5rem; height: 2.5rem; color: var(--accent); stroke-width: 1.6; }
@media (hover: none) { .pointer-only { display: none; } }
.note { display: flex; gap: .6rem; margin: 0; color: var(--muted); font-size: .9375rem; }
.chosen { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem .7rem; margin: 0 0 1.1rem; padding: .6rem .8rem; border: 1px solid var(--line); border-radius: var(--radius); background: var(--sunken); }
.chosen .icon { width: 1.6rem; height: 1.6rem; }
.file-name { flex: 1 1 10rem; font-weight: 600; }
label:has(+ .field) { display: block; margin-bottom: .35rem; font-weight: 650; }
.field { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; }
input[part] { flex: 1 1 11rem; min-width: 0; min-height: 2.9rem; padding: .4rem .8rem; border: 1px solid var(--muted); border-radius: var(--radius); background: var(--surface); color: inherit; font: 500 1.125rem/1.4 ui-monospace, "SF Mono", Consolas, monospace; letter-spacing: .08em; }
input[aria-invalid="true"] { border-color: var(--bad); box-shadow: inset 0 0 0 1px var(--bad); }
.field + .complaint + p { margin-top: .7rem; }
fieldset { margin: 0; padding: 0; border: 0; min-width: 0; }
.card { margin: 0 0 1rem; padding: .9rem 1.1rem; border: 1px solid var(--line); border-radius: var(--radius); }
.card:has(input:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.card-title { display: flex; align-items: center; gap: .6rem; font-size: 1.1875rem; font-weight: 650; }
.card-title input { flex: none; width: 1.25rem; height: 1.25rem; margin: 0; accent-color: var(--accent); }
.fit { display: flex; gap: .5rem; margin: .3rem 0 .5rem; color: var(--good); }
.fit p { margin: .1rem 0 0; color: var(--text); }
.no .fit { color: var(--bad); }
.doubtful .fit { color: var(--warn); }
.consent { margin: 0; }
.brand { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem .6rem; font-weight: 600; }
.logo { max-width: 9rem; height: 2rem; object-fit: contain; }
a.link { display: inline-block; }
.alert .link { margin-left: -.4rem; }
.choices { display: grid; gap: .6rem; }
.choice { text-align: left; }
progress { display: block; width: 100%; height: .5rem; margin: .4rem 0 1rem; border: 0; border-radius: 1rem; overflow: hidden; background: var(--line); accent-color: var(--accent); appearance: none; }
progress::-webkit-progress-bar { background: var(--line); }
progress::-webkit-progress-value { background: var(--accent); }
progress::-moz-progress-bar { background: var(--accent); }
progress:indeterminate { background: linear-gradient(90deg, var(--line) 35%, var(--accent) 50%, var(--line) 65%) 0 0 / 300% 100%; animation: flow 1.4s linear infinite; }
progress:indeterminate::-webkit-progress-bar { background: transparent; }
progress:indeterminate::-moz-progress-bar { background: transparent; }
@keyframes flow { from { background-position: 100% 0; } to { background-position: 0 0; } }
.visually-hidden { position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; border: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 36rem), (max-height: 36rem) {
  dialog { width: 100vw; height: 100dvh; max-height: none; min-height: 0; border-radius: 0; }
  header { padding: .6rem .6rem .5rem 1rem; }
  .icon-seal { width: 1.5rem; height: 1.5rem; }
  .languages button { padding: .2rem .3rem; min-width: 1.75rem; }
  .steps { padding: .7rem 1rem 0; }
  .sandbox { padding: .5rem 1rem; }
  .body { padding: 1rem 1rem 1.2rem; }
  footer { gap: .5rem; padding: .7rem 1rem calc(.7rem + env(safe-area-inset-bottom)); }
  footer button { flex: 1 1 40%; min-height: 3rem; }
  footer .main, .drop .button { flex: 1 0 100%; min-height: 3rem; }
  .drop .button { width: 100%; justify-content: center; }
  .facts .row { grid-template-columns: 1fr; }
}
@media (max-height: 36rem) { .panel, dialog[open] { display: block; overflow-y: auto; } .panel { overflow: visible; } }
@media (prefers-reduced-motion: reduce) { *, ::before, ::after, dialog[open] { animation: none !important; transition: none !important; } progress:indeterminate { background: var(--accent); opacity: .5; } }
@media (forced-colors: active) {
  dialog, .card, footer button, .button, .drop, .alert, .next { border: 1px solid CanvasText; }
  .main { border-width: 3px; }
  .icon-seal { stroke: currentColor; }
  .languages button[aria-pressed="true"] { outline: 2px solid Highlight; }
  .steps [aria-current] { border-top-color: Highlight; }
  progress { border: 1px solid CanvasText; forced-color-adjust: none; }
}
`
