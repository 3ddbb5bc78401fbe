import { telegram } from '@casewell/channel-telegram'
import { telegramVendor } from '@casewell/channel-telegram/testing'
import { testDesk } from '@casewell/core/testing'
import { expect, onTestFinished, test } from 'vitest'
import * as z from 'zod'
import { pressedIn } from '../src/buttons.ts'
import { standardSurveys, surveys } from '../src/index.ts'
import type { PolicyInput } from '../src/policy.ts'

const token = '123456:ABC-DEF'
const dayMs = 86_400_000

const Keys = z.object({ inline_keyboard: z.array(z.array(z.object({ text: z.string(), callback_data: z.string() }))) })
const Sent = z.object({ chat_id: z.coerce.number(), text: z.string(), reply_markup: Keys.optional() })

/** A desk with a bot on Telegram: Bob (chat 42) writes, Ada resolves. */
async function botScene(policy: Partial<PolicyInput> = {}) {
  const { desk, advance } = await testDesk()
  const vendor = telegramVendor(token)
  const sent: z.output<typeof Sent>[] = []
  const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init)
    const { success, data } = Sent.safeParse(await request.clone().json())
    if (success) sent.push(data)
    return vendor.answer(request)
  }
  const bot = desk.use(telegram('help', { token, secret: 'word' }, { fetch }))
  const asking = desk.use(
    surveys({
      surveys: [standardSurveys.csat, standardSurveys.nps],
      policies: ['csat', 'nps'].map((survey) => ({ channels: ['telegram'], ...policy, survey })),
      baseUrl: 'https://help.example.com/survey',
    }),
  )
  await desk.start()
  onTestFinished(() => desk.stop())
  const ada = desk.as({ id: 'ada', role: 'agent' })
  let count = 0
  const settle = async () => {
    await desk.settled()
    await bot.flushed()
    await desk.settled()
  }
  const update = async (body: object) => {
    const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': 'word' }
    const whole = JSON.stringify({ update_id: ++count, ...body })
    const init = { method: 'POST', headers, body: whole }
    expect((await bot.handle(new Request('https://desk.example/telegram', init))).status).toBe(200)
    await settle()
    return () => bot.handle(new Request('https://desk.example/telegram', init)).then(settle) // Telegram sends it again
  }
  const chat = (id: number) => ({ chat: { id, type: 'private' }, date: 1_767_600_000 })
  const say = (text: string, user = 42) =>
    update({ message: { message_id: 500 + count, from: { id: user, first_name: 'Bob' }, ...chat(user), text } })
  const press = (data: string, user = 42) => {
    const message = { message_id: 900, ...chat(user) }
    return update({ callback_query: { id: `q${count}`, from: { id: user, first_name: 'Bob' }, message, data } })
  }
  await say('It is mute.')
  const { items } = await ada.cases.list({ view: 'status', status: 'new' })
  const id = items[0]?.id ?? ''
  await ada.cases.resolve(id, { code: 'fixed' })
  const ask = async (survey = 'csat') => {
    const { invitation } = await asking.ask(id, { survey, channel: 'telegram' })
    await settle()
    return invitation
  }
  const keys = () => sent.at(-1)?.reply_markup?.inline_keyboard.flat() ?? []
  const answers = async (invitation: string) => {
    const { answers, revision } = await asking.invitation(invitation)
    return [answers, revision]
  }
  return { ada, asking, id, ask, sent, keys, press, say, answers, advance, settle }
}

test('[ANS12] a pressed button answers, another one replaces it, and the case stays resolved', async () => {
  const { ada, id, ask, sent, keys, press, answers } = await botScene()
  const invitation = await ask()
  expect(sent.at(-1)?.text).toContain('How satisfied are you with the way we handled your case?')
  expect(keys().map(({ text }) => text)).toEqual(['1', '2', '3', '4', '5'])
  const data = (text: string) => keys().find((key) => key.text === text)?.callback_data ?? ''
  const again = await press(data('4'))
  expect(await answers(invitation)).toEqual([{ csat: 4 }, 1])
  await again()
  await press(data('4')) // pressed once more
  expect(await answers(invitation)).toEqual([{ csat: 4 }, 1])
  await press(data('2')) // a change of mind
  expect(await answers(invitation)).toEqual([{ csat: 2 }, 2])
  expect((await ada.cases.get(id)).status).toBe('resolved')
})

test('[ANS12] a number that is typed below the buttons answers too', async () => {
  const { ada, id, ask, say, answers } = await botScene()
  const invitation = await ask()
  await say('5')
  expect(await answers(invitation)).toEqual([{ csat: 5 }, 1])
  expect((await ada.cases.get(id)).status).toBe('resolved')
  await say('1\nIt is mute again!')
  expect(await answers(invitation)).toEqual([{ csat: 1, comment: 'It is mute again!' }, 2])
  expect((await ada.cases.get(id)).status).toBe('open')
})

test('[ANS13] a button answers its own invitation, not the newest', async () => {
  const { ask, keys, press, answers } = await botScene()
  const first = await ask()
  const [one] = keys()
  const second = await ask()
  await press(one?.callback_data ?? '')
  expect([await answers(first), await answers(second)]).toEqual([
    [{ csat: 1 }, 1],
    [null, 0],
  ])
})

test('[ANS13] of an invitation that has expired, was forged or is not theirs nothing is counted', async () => {
  const { ada, id, ask, keys, press, say, answers, advance } = await botScene({ expireAfterMs: dayMs })
  const invitation = await ask()
  const [, two] = keys()
  const data = two?.callback_data ?? ''
  await press(data.replace(/\n2$/, '\n6')) // outside of the scale
  await press(data.replace(invitation, invitation.toUpperCase()))
  await say('It is mute here too.', 43)
  await press(data, 43) // Eve, who was sent it by Bob
  expect(await answers(invitation)).toEqual([null, 0])
  advance(dayMs)
  await press(data)
  expect(await answers(invitation)).toEqual([null, 0])
  expect((await ada.cases.get(id)).status).toBe('resolved')
})

test('[ANS13] a button answers, and leaves the case resolved, also after somebody has written on', async () => {
  const { ada, id, ask, keys, press, answers } = await botScene()
  const invitation = await ask()
  const [one] = keys()
  await ada.cases.reply(id, { text: 'By the way: there is an update.' })
  await press(one?.callback_data ?? '')
  expect(await answers(invitation)).toEqual([{ csat: 1 }, 1])
  expect((await ada.cases.get(id)).status).toBe('resolved')
})

test('[ANS14] a scale that does not begin at 1 has buttons where the policy says that they are shown', async () => {
  const plain = await botScene()
  await plain.ask('nps')
  expect(plain.keys()).toEqual([]) // a channel that cannot show so many would number them from 1
  const { ask, keys, press, answers } = await botScene({ longLists: ['telegram'] })
  const invitation = await ask('nps')
  expect(keys().map(({ text }) => Number(text))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  await press(keys()[10]?.callback_data ?? '')
  expect(await answers(invitation)).toEqual([{ nps: 10 }, 1])
})

test('[ANS12] only what names an invitation and a number is a pressed answer', () => {
  expect(pressedIn({ action: { block: 'survey/abc', action: '-2' } })).toEqual({ invitation: 'abc', value: -2 })
  for (const wire of [
    {},
    { action: null },
    { action: { block: 'survey/abc' } },
    { action: { block: 'x', action: '1' } },
  ])
    expect(pressedIn(wire)).toBeUndefined()
  expect(pressedIn({ action: { block: 'survey/abc', action: '1e9' } })).toBeUndefined()
})
