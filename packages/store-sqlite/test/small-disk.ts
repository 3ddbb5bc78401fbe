import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

const run = (...command: readonly [string, ...string[]]): void => {
  const [name, ...args] = command
  execFileSync(name, args, { stdio: 'ignore' })
}

/** Can this user have a disk for a test? Linux, and the right to mount. */
export const canMount = ((): boolean => {
  const folder = mkdtempSync(join(tmpdir(), 'casewell-mount-'))
  try {
    run('mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder)
    run('umount', folder)
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true })
  }
})()

/** A disk of so many KiB and files, in memory, gone when the test is over. */
export function smallDisk(kib: number, files = 1_000): { readonly folder: string; freeze(): void } {
  const base = mkdtempSync(join(tmpdir(), 'casewell-disk-'))
  const folder = join(base, 'disk')
  mkdirSync(folder)
  run('mount', '-t', 'tmpfs', '-o', `size=${kib}k,nr_inodes=${files}`, 'tmpfs', folder)
  onTestFinished(() => {
    run('umount', '--lazy', folder)
    rmSync(base, { recursive: true })
  })
  return { folder, freeze }

  /** Nobody can write through this folder any more; who has a file open still can. */
  function freeze(): void {
    run('mount', '--bind', folder, folder)
    run('mount', '-o', 'remount,bind,ro', folder)
    onTestFinished(() => run('umount', '--lazy', folder))
  }
}
