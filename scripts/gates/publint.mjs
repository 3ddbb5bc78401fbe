// publint, strict, finds nothing in what npm would publish: its suggestions count as much as its errors.
import { readFileSync } from 'node:fs'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { notBuilt, tarballs } from '../tarballs.mjs'

async function faultsOf([name, file]) {
  const bytes = readFileSync(file)
  const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true })
  return messages.map((message) => `${name}: ${formatMessage(message, pkg, { color: false })}`)
}

export async function inspect(given) {
  const all = given ?? (await tarballs())
  if (!all) return notBuilt
  const problems = []
  for (const one of all) problems.push(...(await faultsOf(one)))
  return { problems, summary: `${all.size} tarballs, publint finds nothing` }
}
