// What the site adds to typedoc. Named by tooling/typedoc.json.
import { oneProgram } from './one-program.mjs'

export function load(app) {
  oneProgram(app)
}
