/**
 * How pictures look, in light and in dark. Colours differ in lightness as well as in hue, and no meaning hangs on colour
 * alone. Contrast with the paper is at least 4.5 to 1 for words and 3 to 1 for marks (WCAG 2.2).
 */
export const plotStyle = `
.plot { --ink: #1b1b1b; --soft: #565656; --grid: #d9d9d9; --plain: #75808c; --low: #b3261e; --high: #0b6e4f; --mark: #0b57d0; --band: #0b57d026; --paper: #ffffff; font: 12px system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { .plot { --ink: #ececec; --soft: #b8b8b8; --grid: #44474a; --plain: #8a949e; --low: #f2847c; --high: #5cc9a0; --mark: #a8c7fa; --band: #a8c7fa33; --paper: #17181a } }
@media print { .plot { --ink: #000; --soft: #444; --grid: #ccc; --plain: #75808c; --low: #b3261e; --high: #0b6e4f; --mark: #0b57d0; --band: #0b57d026; --paper: #ffffff } }
.plot .paper { fill: var(--paper) } .plot text { fill: var(--ink) } .plot .soft { fill: var(--soft); font-size: 11px } .plot .name { font-weight: 600; font-size: 13px }
.plot text.number { fill: var(--paper); font-weight: 600; font-size: 11px }
.plot .low-word { fill: var(--low); font-weight: 600 } .plot .high-word { fill: var(--high); font-weight: 600 }
.plot .grid { stroke: var(--grid) } .plot .axis { stroke: var(--soft) }
.plot .bar { fill: var(--plain) } .plot .bar-low { fill: var(--low) } .plot .bar-high { fill: var(--high) }
.plot .doubt { stroke: var(--ink); stroke-width: 1.25; fill: none } .plot .mark { fill: var(--mark); stroke: var(--paper) }
.plot .path { stroke: var(--mark); stroke-width: 1.75; fill: none } .plot .band { fill: var(--band); stroke: none } .plot .cross { stroke: var(--mark); stroke-width: 1.25; opacity: .8 }
`
