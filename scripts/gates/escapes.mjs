// Nobody talks his way out of the type checker: no `any` under a suppression, no unchecked line in `src`.
import { readFileSync } from 'node:fs'
import { packages } from '../packages.mjs'

const escapes = [
  { pattern: /@ts-(?:ignore|nocheck|expect-error)/, says: 'switches the type checker off' },
  { pattern: /biome-ignore(?:-all|-start)? lint(?:\/suspicious)?(?:\/noExplicitAny)?(?![\w/])/, says: 'lets `any` in' },
  { pattern: /(?:oxlint|eslint)-disable/, says: 'switches a type-aware rule off' },
]

function escapesIn(file) {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, i) =>
      escapes.filter(({ pattern }) => pattern.test(text)).map(({ says }) => `${file}:${i + 1} ${says}: ${text.trim()}`),
    )
}

export function inspect() {
  const files = packages().flatMap(({ sources }) => sources)
  return { problems: files.flatMap(escapesIn), summary: `${files.length} files, no way round the type checker` }
}
