import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Every file below a folder, by its path with `/` between folders, in an order that is the same on every machine.
 * A Maildir (a folder with `cur` and `new`) gives its mails in the order of their unique names, which begin with the
 * time of arrival, whichever of the two they lie in, and nothing from `tmp`. Links to folders are not followed.
 *
 * @throws what the file system says when a folder cannot be read
 */
export async function* walkFiles(root: string, below = ''): AsyncGenerator<string> {
  const entries = (await readdir(join(root, below), { withFileTypes: true })).sort(byName)
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  for (const entry of entries) if (isFile(entry)) yield path(below, entry.name)
  if (!isMaildir(folders)) {
    for (const folder of folders) yield* walkFiles(root, path(below, folder))
    return
  }
  yield* mailsOfMaildir(root, below)
  for (const folder of folders) if (!/^(?:cur|new|tmp)$/.test(folder)) yield* walkFiles(root, path(below, folder))
}

function isMaildir(folders: readonly string[]): boolean {
  return folders.includes('cur') && folders.includes('new')
}

async function* mailsOfMaildir(root: string, below: string): AsyncGenerator<string> {
  const lists = await Promise.all(
    ['cur', 'new'].map(async (folder) => {
      const entries = await readdir(join(root, below, folder), { withFileTypes: true })
      return entries
        .filter((entry) => isFile(entry))
        .map(({ name }) => ({ name, path: path(below, `${folder}/${name}`) }))
    }),
  )
  for (const mail of lists.flat().sort(byName)) yield mail.path
}

function isFile(entry: Dirent): boolean {
  return entry.isFile() || entry.isSymbolicLink()
}

/** By code unit, not by the rules of a language: the same order everywhere. */
function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}

function path(below: string, name: string): string {
  return below === '' ? name : `${below}/${name}`
}
