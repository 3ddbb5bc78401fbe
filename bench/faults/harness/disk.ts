import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Trial } from './trial.ts'

const run = (name: string, ...args: readonly string[]): void => void execFileSync(name, [...args], { stdio: 'ignore' })

/** Memory, where there is some: an image on a disk would itself be written late. */
const base = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** A disk of an experiment's own: a file system on a loop device, in an image in memory. */
export class LoopDisk {
  readonly #trial: Trial
  readonly #image: string
  readonly folder: string

  private constructor(trial: Trial, home: string, name: string) {
    this.#trial = trial
    this.#image = join(home, `${name}.img`)
    this.folder = join(home, name)
  }

  /** Makes a disk of so many MiB. Whoever may not mount gets an error. */
  static make(trial: Trial, mib: number): LoopDisk {
    const home = mkdtempSync(join(base, 'casewell-disk-'))
    chmodSync(home, 0o755) // a server that runs as another user must come through
    trial.onEnd(() => rmSync(home, { recursive: true, force: true }))
    const disk = new LoopDisk(trial, home, 'disk')
    run('truncate', '-s', `${mib}M`, disk.#image)
    run('mkfs.ext4', '-q', '-F', '-m', '0', disk.#image) // nothing kept back for root
    return disk.#mount('loop,commit=300')
  }

  /**
   * The disk as it would be found after a power cut at this moment: only what has reached the device is in its image;
   * what the kernel still holds in memory is gone. Whoever writes must be frozen meanwhile.
   */
  afterPowerCut(): LoopDisk {
    const cut = new LoopDisk(this.#trial, join(this.folder, '..'), `cut-${performance.now()}`)
    run('cp', '--sparse=always', this.#image, cut.#image)
    return cut.#mount('loop')
  }

  /** Lets go of it before the trial ends. */
  unmount(): void {
    run('umount', '--lazy', this.folder)
    rmSync(this.#image)
  }

  #mount(options: string): this {
    mkdirSync(this.folder)
    run('mount', '-o', options, this.#image, this.folder)
    this.#trial.onEnd(() => {
      if (existsSync(this.#image)) this.unmount()
    })
    return this
  }
}

/** Why nothing can be mounted here; undefined if it can. */
export async function cannotMount(): Promise<string | undefined> {
  await using trial = new Trial()
  try {
    LoopDisk.make(trial, 8)
    return undefined
  } catch {
    return 'needs Linux, root, a free loop device and mkfs.ext4'
  }
}
