import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const isWritten = (file: string): boolean => file.endsWith('.md') && !/^api(-reports)?\//.test(file)
const pages = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter(isWritten)

const headingsOf = (page: string): readonly string[] =>
  [...page.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading)

test.each(pages)('docs/%s has each of its sections once', (file) => {
  const headings = headingsOf(readFileSync(join(root, 'docs', file), 'utf8'))
  expect(headings).toEqual([...new Set(headings)])
})
