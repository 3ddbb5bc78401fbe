import { reportPage } from '@casewell/scores' // if scores
import { Hono } from 'hono'
import { basicAuth } from 'hono/basic-auth' // if scores
import type { HelpDesk } from './desk.ts'
import { setting } from './setting.ts' // if scores

/** What others can reach: the webhooks of channels, pages, and whether the desk is well. */
export function webOf(help: HelpDesk): Hono {
  const web = new Hono()
  web.get('/health', async (c) => c.json({ status: 'ok', time: await help.desk.read.now() }))
  web.all('/webhook', (c) => help.webhook.handle(c.req.raw)) // if webhook
  web.all('/telegram', (c) => help.telegram.handle(c.req.raw)) // if telegram
  web.all('/slack', (c) => help.slack.handle(c.req.raw)) // if slack
  web.all('/whatsapp', (c) => help.whatsapp.handle(c.req.raw)) // if whatsapp
  web.all('/line', (c) => help.line.handle(c.req.raw)) // if line
  web.all('/wecom', (c) => help.wecom.handle(c.req.raw)) // if wecom
  web.all('/twilio', (c) => help.twilio.handle(c.req.raw)) // if twilio
  web.all('/survey/*', (c) => help.surveys.handle(c.req.raw)) // if surveys
  // if scores
  web.use('/report', basicAuth({ username: 'lead', password: setting('REPORT_PASSWORD') }))
  web.get('/report', async (c) => c.html(reportPage(await help.scores.report({ period: lastFourWeeks() }))))
  // end
  return web
}
// if scores

const dayMs = 86_400_000
const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
const lastFourWeeks = () => ({ from: dateOf(Date.now() - 28 * dayMs), to: dateOf(Date.now() + dayMs) })
// end
