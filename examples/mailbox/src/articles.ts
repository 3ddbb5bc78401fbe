import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { KnowledgeApi } from '@casewell/knowledge'
import { markdownArticles, type TextFile } from '@casewell/knowledge/exchange'

/** Brings the articles of a folder into the knowledge base; those that are there already stay as they are. */
export async function bringArticles(kb: KnowledgeApi, folder: string): Promise<void> {
  await kb.as({ id: 'setup', role: 'admin' }).import(markdownArticles(filesOf(folder)))
}

/** Markdown files of a folder in the order of their names: an article and its translations are neighbours. */
async function* filesOf(folder: string): AsyncGenerator<TextFile, void, undefined> {
  for (const path of (await readdir(folder)).sort())
    if (path.endsWith('.md')) yield { path, text: await readFile(join(folder, path), 'utf8') }
}
