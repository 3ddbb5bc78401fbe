import { createServer } from 'node:http'
import { nodeListener, webhooks } from '@casewell/channel'
import { createDesk } from '@casewell/core'
import { memoryStore } from '@casewell/store'
import { walkie } from './channel.ts'

const desk = await createDesk({ store: memoryStore() })
desk.use(walkie('support', { url: 'https://api.walkie.example', token: 'xoxo', secrets: ['over-and-out'] }))
await desk.start()
createServer(nodeListener(webhooks(desk))).listen(8080) // the vendor calls /hooks/walkie/support
