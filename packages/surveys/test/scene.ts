import { eventType } from '@casewell/bus'
import { type ChannelApi, defineChannel, type Outbound } from '@casewell/channel'
import type { Seat } from '@casewell/core'
import { type TestDesk, testDesk } from '@casewell/core/testing'
import * as z from 'zod'
import { SurveyAnswered, surveyEvents } from '../src/events.ts'
import { type SurveysApi, type SurveysOptions, standardSurveys, surveys } from '../src/index.ts'

const Tick = eventType('test.tick', z.object({}))

/** A vendor of text messages: a thread a number, and everything that went out in the test's hand. */
const post = (id: string, arrived: Outbound[]) =>
  defineChannel({
    id,
    config: z.object({}),
    can: {},
    async send(message) {
      arrived.push(message)
      return { sent: [`far-${message.id}`] }
    },
  })

/** A started desk with surveys and two channels. */
export interface SurveyScene extends TestDesk {
  readonly api: SurveysApi
  readonly ada: Seat
  readonly sms: ChannelApi
  readonly email: ChannelApi
  /** What went out, oldest first. */
  readonly arrived: readonly Outbound[]
  /** Somebody writes; resolves to the case. */
  write(text: string, from?: { user?: string; by?: 'sms' | 'email'; id?: string }): Promise<string>
  /** Lets time pass, and everything that falls due happen. */
  pass(ms: number): Promise<void>
  settle(): Promise<void>
  /** Everything that surveys told, oldest first, without timers. */
  told(): Promise<readonly { type: string; subject: string; data: unknown }[]>
  /** The data of all answers. */
  answers(): Promise<readonly z.output<typeof SurveyAnswered.schema>[]>
  page(
    url: string,
    form?: Record<string, string>,
    init?: RequestInit,
  ): Promise<{ status: number; html: string; headers: Headers }>
}

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs
export const csatOnSms = { survey: 'csat', channels: ['sms', 'email'], delayMs: hourMs }

let count = 0

/** Sets the scene: the satisfaction survey an hour after each resolution, unless the test wants otherwise. */
export async function surveyScene(options: Partial<SurveysOptions> = {}): Promise<SurveyScene> {
  const made = await testDesk()
  const { desk, now, advance } = made
  const arrived: Outbound[] = []
  const sms = desk.use(post('sms', arrived)('main', {}))
  const email = desk.use(post('email', arrived)('main', {}))
  const api = desk.use(
    surveys({
      surveys: [standardSurveys.csat],
      policies: [csatOnSms],
      baseUrl: 'https://help.example.com/survey',
      ...options,
    }),
  )
  await desk.start()
  const settle = async () => {
    await desk.settled()
    await sms.flushed()
    await email.flushed()
    await desk.settled()
  }
  return {
    ...made,
    api,
    sms,
    email,
    arrived,
    settle,
    ada: desk.as({ id: 'ada', role: 'agent' }),
    async write(text, { user = 'bob', by = 'sms', id = `u${++count}` } = {}) {
      const from = { handle: { kind: 'user', value: user, assurance: 'verified' } } as const
      const said = { type: 'message', id, at: new Date(now()), from, thread: user } as const
      const [taken] = await { sms, email }[by].accept([{ ...said, blocks: [{ t: 'text', text }] }])
      return taken?.as === 'message' ? taken.case : ''
    },
    async pass(ms) {
      advance(ms)
      const name = `tick-${++count}`
      const ticked = new Promise<void>((resolve) => {
        const off = desk.bus.on(Tick, ({ subject }) => {
          if (subject !== name) return
          off()
          resolve()
        })
      })
      await desk.transact((work) => work.schedule(new Date(now()), Tick(name, {})))
      await ticked // timers that were due before have gone off with it
      await settle()
    },
    async told() {
      const types = new Set<string>(surveyEvents.map(({ type }) => type).filter((type) => !type.endsWith('-due')))
      return (await wholeLog(desk))
        .filter(({ type }) => types.has(type))
        .map(({ type, subject, data }) => ({ type, subject, data }))
    },
    async answers() {
      return (await wholeLog(desk))
        .filter(({ type }) => type === SurveyAnswered.type)
        .map(({ data }) => data as z.output<typeof SurveyAnswered.schema>) // of this very type
    },
    async page(url, form, init = {}) {
      const body = form && new URLSearchParams(form)
      const response = await api.handle(new Request(url, { ...(body && { method: 'POST', body }), ...init }))
      return { status: response.status, html: await response.text(), headers: response.headers }
    },
  }
}

async function wholeLog(desk: TestDesk['desk']) {
  const log = []
  for (let after = 0; ; after += 1000) {
    const page = await desk.read.readLog({ after, limit: 1000 })
    log.push(...page)
    if (page.length < 1000) return log
  }
}

/** The last address in a text. */
export const linkIn = (text: string | undefined): string => text?.match(/https:\/\/\S+/g)?.at(-1) ?? ''

/** A case of Bob's by text message, resolved, and the invitation that went out. */
export async function invitedScene(options: Partial<SurveysOptions> = {}) {
  const scene = await surveyScene(options)
  const id = await scene.write('It is mute.')
  await scene.ada.cases.reply(id, { text: 'Hold the power key.' })
  await scene.ada.cases.resolve(id, { code: 'fixed' })
  await scene.settle()
  await scene.pass(2 * hourMs)
  const invited = (await scene.told()).find(({ type }) => type === 'survey.invited')
  const invitation = invited?.subject ?? ''
  return { ...scene, id, invitation, link: scene.api.linkOf(invitation) }
}
