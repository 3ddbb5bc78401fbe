// Fires timers until its input ends or it is killed: timers.ts <where>
import { runTimers } from '@casewell/store'
import { openStore } from '../harness/places.ts'

const [where = ''] = process.argv.slice(2)
const host = openStore(where)
const timers = runTimers(host.tenant('acme'), console.error)
console.log('ready')
await new Promise((resolve) => process.stdin.resume().once('end', resolve))
await timers.stop()
await host.close()
process.stdin.destroy()
