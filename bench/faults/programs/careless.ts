// Appends lines to a file, never syncs, and says of each that it is written: careless.ts <file>
import { openSync, writeSync } from 'node:fs'
import { setTimeout as rest } from 'node:timers/promises'

const file = openSync(process.argv[2] ?? '', 'a')
for (let n = 1; ; n++) {
  writeSync(file, `${n}\n`)
  console.log(`ack ${n}`)
  await rest(1)
}
