import type { Seat } from '@casewell/core'
import { type TestDesk, testDesk } from '@casewell/core/testing'
import { type KnowledgeApi, type KnowledgeOptions, type KnowledgeSeat, knowledge } from '../src/index.ts'

/** A started desk with knowledge: Ada (an agent), Lea (a lead) at their seats, and two public articles. */
export interface Scene extends TestDesk {
  readonly kb: KnowledgeApi
  readonly ada: Seat
  readonly adaKnows: KnowledgeSeat
  readonly leaKnows: KnowledgeSeat
  /** Ids of the articles about sound and about Wi-Fi. */
  readonly sound: string
  readonly wifi: string
  /** Opens a case, and waits until everything that follows from it is done. */
  ask(subject: string, text: string, from?: string): Promise<string>
}

const shown = { confidence: 'validated', audience: 'public', governance: 'experience' } as const

export async function scene(options: KnowledgeOptions = {}, desk: Parameters<typeof testDesk>[0] = {}): Promise<Scene> {
  const made = await testDesk(desk)
  const kb = made.desk.use(knowledge(options))
  await made.desk.start()
  const ada = made.desk.as({ id: 'ada', role: 'agent' })
  const leaKnows = kb.as({ id: 'lea', role: 'lead' })
  const sound = await leaKnows.create({
    language: 'en',
    title: 'No sound after the update',
    issue: 'The radio is mute since firmware 4.2.',
    resolution: 'Lower the output limit and raise it again.',
    state: shown,
  })
  await leaKnows.improve(sound.id, {
    language: 'zh-CN',
    title: '升级后没有声音',
    resolution: '请把输出上限调低，然后再调高。',
  })
  const wifi = await leaKnows.create({
    language: 'en',
    title: 'The Wi-Fi connection drops',
    resolution: 'Switch band steering off in the router.',
    state: shown,
  })
  const ask = async (subject: string, text: string, from = 'bob@example.org') => {
    const { id } = await ada.cases.open({ subject, text, from: { email: from, name: 'Bob' } })
    await made.desk.settled()
    return id
  }
  const adaKnows = kb.as({ id: 'ada', role: 'agent' })
  return { ...made, kb, ada, adaKnows, leaKnows, sound: sound.id, wifi: wifi.id, ask }
}
