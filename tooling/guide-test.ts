import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { onTestFinished, test } from 'vitest'
import { follow, type Said } from './guide.ts'
import { isBuilt } from './tarballs.ts'

const docs = resolve(import.meta.dirname, '../docs')

/** The text of a guide, by its name in `docs`. */
export const guideOf = (name: string): string => readFileSync(join(docs, `${name}.md`), 'utf8')

/**
 * A test that follows a guide from an empty folder. A file of its own for each guide, so that several are followed at
 * the same time.
 *
 * @param has - what the newcomer has in the end
 * @param proves - looks at what was said to the shell, and what it answered
 */
export function testGuide(name: string, has: string, proves: (said: readonly Said[]) => void): void {
  test.skipIf(!isBuilt)(
    `whoever follows the guide word for word, from an empty folder, has ${has} (needs the built packages)`,
    () => {
      const scratch = mkdtempSync(join(tmpdir(), 'casewell-guide-'))
      onTestFinished(() => rmSync(scratch, { recursive: true, force: true }))
      proves(follow(guideOf(name), join(scratch, 'mine')))
    },
    300_000,
  )
}
