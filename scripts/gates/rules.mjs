// The rules of a package's SPEC.md are the rules that its tests quote: **BUS1** there, [BUS1] here.
import { existsSync, readFileSync } from 'node:fs'
import { filesUnder, packages } from '../packages.mjs'

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')
const ids = (text, pattern) => [...text.matchAll(pattern)].map(([, id]) => id)

function compare({ dir }) {
  if (!existsSync(`${dir}/SPEC.md`)) return { count: 0, problems: [`${dir} has no SPEC.md`] }
  const rules = ids(read(`${dir}/SPEC.md`), /\*\*([A-Z]+\d+)\*\*/g)
  const quoted = new Set(filesUnder(`${dir}/test`, '.test.ts').flatMap((file) => ids(read(file), /\[([A-Z]+\d+)\]/g)))
  const problems = [
    ...rules.filter((id, i) => rules.indexOf(id) !== i).map((id) => `${dir}: ${id} stands twice in SPEC.md`),
    ...[...new Set(rules)].filter((id) => !quoted.has(id)).map((id) => `${dir}: no test quotes ${id} of SPEC.md`),
    ...[...quoted]
      .filter((id) => !rules.includes(id))
      .map((id) => `${dir}: a test quotes ${id}, SPEC.md has no such rule`),
    ...(rules.length === 0 ? [`${dir}: SPEC.md promises nothing`] : []),
  ]
  return { count: rules.length, problems }
}

export function inspect() {
  const compared = packages().map(compare)
  const count = compared.reduce((sum, one) => sum + one.count, 0)
  return {
    problems: compared.flatMap(({ problems }) => problems),
    summary: `${compared.length} packages, ${count} rules, each quoted by a test`,
  }
}
