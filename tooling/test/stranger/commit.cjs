// Writes to SQLite through the thread that the package starts beside itself.
const { collection, put } = require('@casewell/store')
const { sqliteStore } = require('@casewell/store-sqlite')
const z = require('zod')

const Boxes = collection('boxes', z.object({ colour: z.string() }), { version: 1, indexes: {} })
const host = sqliteStore({ file: 'desk.db', thread: 'worker' })
host
  .tenant('acme')
  .commit({ writes: [put(Boxes, 'one', { colour: 'red' }, 'absent')] })
  .then(({ commit }) => console.log('commit', commit))
  .then(() => host.close())
