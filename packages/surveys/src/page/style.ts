import { createHash } from 'node:crypto'

/** The page's style; it needs no file, no font and no script. Contrasts are at least 4.5 to 1 (WCAG 2.2, AA). */
export const style = `
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --soft: #595959; --line: #767676; --mark: #0b57d0; --on-mark: #fff; --fault: #b3261e }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --paper: #17181a; --soft: #b4b4b4; --line: #909090; --mark: #a8c7fa; --on-mark: #062e6f; --fault: #f2b8b5 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.5 system-ui, sans-serif }
main { max-width: 40rem; margin: 0 auto; padding: 1.5rem 1rem 3rem }
h1 { font-size: 1.4rem; line-height: 1.25; margin: 0 0 1rem }
fieldset { border: 0; margin: 0 0 1.75rem; padding: 0; min-width: 0 }
legend, .ask { font-weight: 600; padding: 0; margin: 0 0 .6rem; display: block }
.soft { color: var(--soft); font-weight: 400 }
.points { display: flex; flex-wrap: wrap; gap: .4rem }
.points label { display: flex; align-items: center; justify-content: center; min-width: 2.75rem; min-height: 2.75rem; padding: 0 .6rem; border: 1px solid var(--line); border-radius: .5rem; cursor: pointer }
.rows label { display: flex; align-items: center; gap: .6rem; min-height: 2.75rem; cursor: pointer }
.scale { width: fit-content; max-width: 100% }
.points input { position: absolute; opacity: 0; width: 1px; height: 1px }
.points label:has(:checked) { background: var(--mark); color: var(--on-mark); border-color: var(--mark); font-weight: 600 }
.points label:has(:focus-visible), .rows label:has(:focus-visible), button:focus-visible, textarea:focus-visible, a:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px }
.rows input { width: 1.25rem; height: 1.25rem; accent-color: var(--mark) }
.ends { display: flex; justify-content: space-between; gap: 1rem; color: var(--soft); font-size: .9rem; margin: .35rem 0 0 }
textarea { width: 100%; min-height: 6rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: .5rem; padding: .5rem }
button { font: inherit; min-height: 2.75rem; padding: 0 1.25rem; border-radius: .5rem; cursor: pointer; border: 1px solid var(--mark); background: var(--mark); color: var(--on-mark) }
button.quiet { background: transparent; color: var(--ink); border-color: transparent; text-decoration: underline; padding: 0; margin-top: 1.5rem }
.note { border-inline-start: .25rem solid var(--mark); padding-inline-start: .75rem; margin: 0 0 1.5rem }
.fault { color: var(--fault) } p.fault { margin: 0 0 .6rem } .note p, .note ul { margin: 0 } .note.fault { border-color: var(--fault) } .note a { color: inherit }
@media print { button { display: none } }
`

/** What the page may do: show itself and send its form home. The style is allowed by its hash. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')
