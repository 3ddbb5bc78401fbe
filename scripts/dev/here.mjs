// Runs a TypeScript program in this very process: nobody stands between it and a signal, and its exit code is ours.
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Two of the same signal within this time are one: from the terminal to all, and from npm to its child. */
const sameKeystrokeMs = 500

/** One Ctrl-C is one SIGINT, whichever ways it takes; else a program that drains would think us impatient. */
function hearEachSignalOnce() {
  const emit = process.emit
  const last = new Map()
  process.emit = (name, ...args) => {
    if (name !== 'SIGINT' && name !== 'SIGTERM') return emit.call(process, name, ...args)
    const now = performance.now()
    const isEcho = now - (last.get(name) ?? -Infinity) < sameKeystrokeMs
    last.set(name, now)
    return isEcho || emit.call(process, name, ...args)
  }
}

/**
 * npm hands SIGTERM to a shell that dies of it and tells nobody. Who loses that parent has been asked to stop; without
 * this it would go on, unseen, and keep its port.
 */
function stopWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 250)
  watch.unref()
}

/** No source condition: the packages that the program imports are their built selves, as users get them. */
export async function here(file, args) {
  hearEachSignalOnce()
  stopWithNpm()
  const { register } = await import('tsx/esm/api')
  register()
  process.argv = [process.argv[0], resolve(file), ...args]
  await import(pathToFileURL(resolve(file)).href)
}
