// Folds on a file until it is killed. Says what it hears of it, and when it is done.
import { createDesk } from '@casewell/core'
import { sqliteStore } from '@casewell/store-sqlite'
import { standardSurveys, surveys } from '@casewell/surveys'
import { CustomerAtRisk } from '../src/events.ts'
import { scores } from '../src/index.ts'

const [file = ''] = process.argv.slice(2)
const desk = await createDesk({ store: sqliteStore({ file }) })
desk.use(surveys({ surveys: [standardSurveys.csat], policies: [], baseUrl: 'https://x.example' }))
desk.use(scores({ rates: { default: 60 } }))
desk.bus.on(CustomerAtRisk, () => process.stdout.write('heard\n'))
await desk.start()
await desk.settled()
process.stdout.write('settled\n')
await desk.stop()
