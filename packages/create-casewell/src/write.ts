import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { createErrors } from './errors.ts'

/**
 * Refuses a folder that has anything in it. One that is not there, or is empty, is fine.
 *
 * @throws `create-casewell/folder-not-empty`, `create-casewell/not-a-folder`
 */
export function mustBeFree(folder: string): void {
  if (!existsSync(folder)) return
  if (!statSync(folder).isDirectory()) throw createErrors['not-a-folder']({ folder })
  const entries = readdirSync(folder)
  if (entries.length > 0)
    throw createErrors['folder-not-empty']({ folder, holds: entries.slice(0, 3), count: entries.length })
}

/**
 * Writes files into a folder: all, or none. They are written beside it first and get their place when they are
 * complete; a Ctrl-C that comes meanwhile waits until then.
 *
 * @throws `create-casewell/folder-not-empty`, `create-casewell/not-a-folder`
 */
export function write(folder: string, files: Iterable<readonly [path: string, text: string]>): void {
  const target = resolve(folder)
  mustBeFree(target)
  const goOn = holdSignals()
  const beside = join(dirname(target), `.create-casewell-${randomUUID()}`)
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(beside, path)), { recursive: true })
      writeFileSync(join(beside, path), text)
    }
    mustBeFree(target) // somebody may have come meanwhile
    moveInto(target, beside)
  } finally {
    rmSync(beside, { recursive: true, force: true })
    goOn()
  }
}

/** A new folder comes whole; one that is there, and may be somebody's current one, keeps its place. */
function moveInto(target: string, beside: string): void {
  if (existsSync(target)) for (const entry of readdirSync(beside)) renameSync(join(beside, entry), join(target, entry))
  else renameSync(beside, target)
}

const signals = ['SIGINT', 'SIGTERM'] as const

/** With a listener, a signal no longer ends the process in the middle of what it does. Call what comes back to let go. */
function holdSignals(): () => void {
  const hold = (): void => {}
  for (const signal of signals) process.on(signal, hold)
  return () => {
    for (const signal of signals) process.off(signal, hold)
  }
}
