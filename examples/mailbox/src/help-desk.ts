import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type EmailApi, email } from '@casewell/channel-email'
import { createDesk, type Desk, type Seat } from '@casewell/core'
import { type KnowledgeApi, type KnowledgeSeat, knowledge } from '@casewell/knowledge'
import { postgresStore } from '@casewell/store-postgres'
import { sqliteStore } from '@casewell/store-sqlite'
import { type Arguments, isUrl } from './arguments.ts'
import { bringArticles } from './articles.ts'

/** The support desk of Aurora Audio: one store, one mail account, one agent (you). */
export interface HelpDesk {
  readonly desk: Desk
  readonly mail: EmailApi
  readonly you: Seat
  readonly kb: KnowledgeApi
  /** You at the knowledge base. */
  readonly knows: KnowledgeSeat
  /** Folder that answers are written to; undefined if a mail server takes them. */
  readonly outbox: string | undefined
}

/** Opens the desk. With `--once` it does not listen for mail. */
export async function openHelpDesk(
  { store, smtp, port, once }: Arguments,
  onError: (error: unknown) => void,
): Promise<HelpDesk> {
  const folder = isUrl(store) ? 'casewell-data' : dirname(store)
  const outbox = smtp === undefined ? join(folder, 'outbox') : undefined
  await mkdir(folder, { recursive: true })
  const desk = await createDesk({
    store: isUrl(store) ? postgresStore({ url: store }) : sqliteStore({ file: store }),
    onError,
  })
  const kb = desk.use(knowledge())
  const mail = desk.use(
    email('support', {
      address: 'support@aurora-audio.example',
      name: 'Aurora Audio Support',
      ...(outbox === undefined ? { smtp: smtp ?? '' } : { outbox }),
      ...(once ? {} : { listen: { port } }),
    }),
  )
  try {
    await desk.start()
    const you = desk.as({ id: 'you', role: 'agent' })
    if (!(await you.agents.get('you'))) await desk.as({ id: 'setup', role: 'admin' }).agents.put('you', { name: 'You' })
    await bringArticles(kb, join(import.meta.dirname, '../articles'))
    return { desk, mail, you, kb, knows: kb.as(you.actor), outbox }
  } catch (error) {
    await desk.stop()
    throw error
  }
}
