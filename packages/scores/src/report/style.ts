import { plotStyle } from '../plot/style.ts'

/** The style of the report's page: no file, no font, no script. */
export const pageStyle = `
:root { color-scheme: light dark; --text: #1b1b1b; --page: #fff; --faint: #565656; --rule: #d0d0d0; --note: #fff4d6 }
@media (prefers-color-scheme: dark) { :root { --text: #ececec; --page: #17181a; --faint: #b8b8b8; --rule: #44474a; --note: #3b3115 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1rem 3rem }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 } h2 { font-size: 1.2rem; margin: 2.25rem 0 .75rem } h3 { font-size: 1rem; margin: 0 0 .25rem }
.lead { color: var(--faint); margin: .35rem 0 0 }
.ends { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); gap: .75rem; margin: 1rem 0 0; padding: 0; list-style: none }
.ends li { border: 1px solid var(--rule); border-radius: .6rem; padding: .75rem 1rem }
.ends b { display: block; font-size: 1.7rem; line-height: 1.2 } .ends span { color: var(--faint) }
.grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); gap: 1.5rem 2.5rem }
figure { margin: 0; min-width: 0; break-inside: avoid } figcaption { font-weight: 600; margin: 0 0 .4rem } svg { display: block; width: 100%; max-width: 36rem; height: auto }
details { margin: .4rem 0 0 } summary { cursor: pointer; color: var(--faint); min-height: 1.75rem }
.wide { overflow-x: auto } .wide:focus-visible, summary:focus-visible { outline: 3px solid currentColor; outline-offset: 2px }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .9rem } caption { text-align: start; color: var(--faint) }
th, td { text-align: start; padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--rule); vertical-align: top } td + td, th + th { white-space: nowrap }
.warn { background: var(--note); border-radius: .4rem; padding: .5rem .75rem; margin: .75rem 0 0; padding-inline-start: 1.75rem }
@media print { :root { --text: #000; --page: #fff; --faint: #444; --rule: #bbb; --note: #fff } body { font-size: 10pt } main { padding: 0; max-width: none } details { display: none } .grid { grid-template-columns: 1fr 1fr } }
${plotStyle}`
