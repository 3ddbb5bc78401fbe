import { write } from '../../src/write.ts'

const [, , target = '', signal = ''] = process.argv

/** Two files; between them, somebody presses Ctrl-C, or worse. */
function* files(): Generator<readonly [string, string], void, undefined> {
  yield ['src/first.ts', 'first']
  process.kill(process.pid, signal)
  yield ['second.ts', 'second']
}

write(target, files())
console.log('written')
