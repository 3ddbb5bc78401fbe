import { createInterface } from 'node:readline'
import type { Commands } from './commands.ts'

/** Reads lines until somebody quits, the input ends, or the program is asked to stop. One command at a time. */
export async function prompt(
  commands: Commands,
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  signal: AbortSignal,
): Promise<void> {
  const isLive = input.isTTY === true && output.isTTY === true
  const lines = createInterface({
    input,
    ...(isLive && { output, prompt: '› ', completer: (line: string) => commands.complete(line) }),
    terminal: isLive,
  })
  lines.on('SIGINT', () => lines.close())
  signal.addEventListener('abort', () => lines.close(), { once: true })
  if (signal.aborted) lines.close()
  lines.prompt()
  for await (const line of lines) {
    if (!(await commands.run(line)) || signal.aborted) break
    lines.prompt()
  }
  lines.close()
}
