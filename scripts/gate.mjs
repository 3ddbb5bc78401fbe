// Walks through gates by name and says what is wrong: node scripts/gate.mjs storeys rules
import { verdict } from './verdict.mjs'

const inspected = []
for (const name of process.argv.slice(2)) inspected.push(await (await import(`./gates/${name}.mjs`)).inspect())
verdict(
  inspected.flatMap(({ problems }) => problems),
  inspected.map(({ summary }) => summary).join('\n'),
)
