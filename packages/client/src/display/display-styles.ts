/** Style sheet of the shadow root in which a document stands. Colours come from the dialog, by its custom properties. */
export const displayStyles = /* css */ `
*, ::before, ::after { box-sizing: border-box; }
:host { display: block; }
p { margin: .25rem 0 0; }
dl, dd, ol { margin: 0; }
.paper { max-height: 26rem; overflow: auto; padding: 1rem 1.1rem; border: 1px solid var(--line); border-left: 3px solid var(--seal); border-radius: calc(var(--radius) * .5); background: var(--sunken); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.text { white-space: pre-wrap; tab-size: 4; }
h4 { margin: 0 0 .6rem; font-size: 1.125rem; font-weight: 650; text-wrap: balance; white-space: pre-wrap; }
.row { display: grid; grid-template-columns: 35% 1fr; gap: .1rem 1rem; padding: .5rem 0; border-top: 1px solid var(--line); }
.row:first-child { border-top: 0; }
.nested { display: block; }
.nested > dd { margin: .2rem 0 .2rem .3rem; padding-left: .8rem; border-left: 2px solid var(--line); }
dt { color: var(--muted); font-weight: 400; white-space: pre-wrap; }
dd { font-weight: 550; }
ol { padding-left: 1.4rem; }
li + li { margin-top: .5rem; padding-top: .3rem; border-top: 1px dashed var(--line); }
.remark, .note { color: var(--muted); font-weight: 400; }
.note { display: block; font-size: .9375rem; }
.number, .amount, .account, .date { font-variant-numeric: tabular-nums lining-nums; }
.amount { font-size: 1.75rem; font-weight: 700; line-height: 1.25; white-space: nowrap; }
.account { font-family: ui-monospace, "SF Mono", Consolas, "Noto Sans Mono", monospace; letter-spacing: .03em; white-space: pre-wrap; }
.date { font-weight: 650; }
.party { display: block; padding: .5rem .7rem; border: 1px solid var(--line); border-radius: calc(var(--radius) * .6); background: var(--surface); }
.party.payee { border: 2px solid var(--text); }
.party .name { display: block; font-size: 1.1875rem; font-weight: 700; line-height: 1.35; }
.party .row { grid-template-columns: 8.5rem 1fr; padding: .25rem 0 0; border: 0; font-size: .9375rem; }
.alert { margin: .5rem 0; padding: .8rem 1rem; border-radius: calc(var(--radius) * .6); border-left: 4px solid var(--warn); background: color-mix(in srgb, var(--warn) 10%, var(--surface)); font-weight: 400; }
.warning { display: block; margin-top: .3rem; padding: .3rem .6rem; border-left: 4px solid var(--warn); background: color-mix(in srgb, var(--warn) 10%, var(--surface)); font-size: .9375rem; font-weight: 400; }
.link { margin: .4rem 0 0 -.4rem; min-height: 1.75rem; padding: .3rem .4rem; border: 0; border-radius: calc(var(--radius) * .6); background: none; color: var(--accent); font: inherit; font-weight: 600; text-decoration: underline; text-underline-offset: .2em; cursor: pointer; }
.pages { position: relative; max-height: 75dvh; padding: .5rem; background: light-dark(#8b969d, #0b0f12); }
.page { margin: 0 0 .5rem; }
.page canvas { display: block; width: 100%; background: #fff; }
.page-text { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: pre; }
.tools { display: flex; align-items: center; gap: .25rem; margin-bottom: .3rem; }
.tool { display: grid; place-items: center; min-width: 2.75rem; min-height: 2.75rem; padding: 0; border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); color: inherit; cursor: pointer; }
.tool:hover { background: var(--sunken); }
.tool[aria-disabled="true"] { color: var(--muted); cursor: default; }
.icon { width: 1.4em; height: 1.4em; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.page-number { padding: 0 .4rem; font-variant-numeric: tabular-nums; }
.gap { flex: 1; }
@media (max-width: 36rem), (max-height: 36rem) {
  .paper:not(.pages) { max-height: none; }
  .row, .party .row { grid-template-columns: 1fr; }
  .amount { font-size: 1.5rem; white-space: normal; }
}
@media (forced-colors: active) { .paper, .alert, .warning, .party { border: 1px solid CanvasText; } .party.payee { border-width: 3px; } }
`
