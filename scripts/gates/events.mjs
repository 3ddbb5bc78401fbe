// docs/asyncapi.json and the list in docs/events.md say what the event types say, and the former is valid AsyncAPI 3. The
// types are read from source, so that this needs no build: a process of its own does that.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const reader = fileURLToPath(new URL('../events/page.mjs', import.meta.url))

export function inspect() {
  const args = ['--import', import.meta.resolve('tsx'), '--conditions=@casewell/source', reader]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  const lines = `${stdout}${stderr}`.trimEnd().split('\n')
  return { problems: status === 0 ? [] : lines.slice(0, -1), summary: lines.at(-1) }
}
