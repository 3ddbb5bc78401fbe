import { describe, expect, test } from 'vitest'
import { loft, pigeon } from '../../channel/test/pigeon.ts'
import type { Exported, FileRef, Seat } from '../src/index.ts'
import { testDesk } from '../src/testing.ts'
import { scene } from './characters.ts'
import { live, people, tracesOf } from './planted.ts'

type Asked = Parameters<Seat['privacy']['export']>[0]

/** Everything of an export, the bytes of its files as text. */
async function taken(
  seat: Seat,
  scope: Asked,
): Promise<(Exclude<Exported, { kind: 'file' }> | { kind: 'file'; name: string; text: string })[]> {
  const all = []
  for await (const one of await seat.privacy.export(scope)) {
    if (one.kind !== 'file') all.push(one)
    else {
      const parts: Uint8Array[] = []
      for await (const part of one.bytes) parts.push(part)
      all.push({ kind: 'file' as const, name: one.file.name ?? '', text: Buffer.concat(parts).toString('utf8') })
    }
  }
  return all
}

describe('export', () => {
  test('[EXPORT1] has everything that is held on a person, each once, and nothing of others', async () => {
    const { desk, lea, ada, root } = await scene()
    const [zaneta, other] = [people[0], people[1]]
    if (!zaneta || !other) throw new Error('there are four')
    const keep = async (text: string): Promise<FileRef> => {
      const { blob, size } = await desk.blobs.write(Buffer.from(text))
      return { blob, size, name: 'a file', mime: 'text/plain', cid: null }
    }
    const id = await live(ada, keep, zaneta)
    await live(ada, keep, other)
    const { customer } = await ada.cases.get(id)
    const all = await taken(lea, { customer })
    const text = JSON.stringify(all)
    for (const trace of tracesOf(zaneta)) expect(text).toContain(trace)
    for (const trace of tracesOf(other)) expect(text).not.toContain(trace)
    const documents = all.filter((one) => one.kind === 'document').map((one) => `${one.collection}/${one.id}`)
    expect(new Set(documents).size).toBe(documents.length)
    expect(new Set(documents.map((name) => name.split('/')[0]))).toEqual(
      new Set(['customers', 'cases', 'case-contents', 'messages', 'conversations', 'contacts', 'handles']),
    )
    const files = all.filter((one) => one.kind === 'file').map((one) => one.text.split(zaneta.email))
    expect(files).toEqual(['', ' again', ' noted'].map((end) => [`${zaneta.words} ${zaneta.name} `, end]))
    const history = all.filter((one) => one.kind === 'event').map((one) => one.event.type)
    expect(history).toEqual(expect.arrayContaining(['customer.created', 'case.opened', 'case.resolved']))
    await root.privacy.erase({ customer })
    await expect(taken(lea, { case: 'none' })).rejects.toMatchObject({ code: 'case/not-found' })
  })

  test('[EXPORT1] has what a channel keeps of a person, and what lies in quarantine', async () => {
    const { desk } = await testDesk()
    const api = desk.use(pigeon(loft())('home', { secret: 'grain' }))
    await desk.start()
    const [ada, lea] = [desk.as({ id: 'ada', role: 'agent' }), desk.as({ id: 'lea', role: 'lead' })]
    const { id } = await ada.cases.open({ subject: 's', from: { email: 'bob@example.org' }, text: 't' })
    const { customer } = await ada.cases.get(id)
    await api.accept([{ type: 'unknown', id: 'x', reason: 'odd', raw: 'From: bob@example.org' }])
    const all = await taken(lea, { customer })
    expect(all).toContainEqual({ kind: 'file', name: '', text: 'From: bob@example.org' })
    await desk.stop()
  })

  test('[EXPORT1] has a case, a message or a file alone', async () => {
    const { desk, lea, ada, id } = await scene()
    const { blob, size } = await desk.blobs.write(Buffer.from('bytes'))
    const { message } = await ada.cases.note(id, {
      text: 'one',
      files: [{ blob, size, name: 'n', mime: 'text/plain', cid: null }],
    })
    expect((await taken(lea, { case: id })).filter((one) => one.kind === 'document').length).toBe(5)
    expect((await taken(lea, { message })).map((one) => one.kind)).toEqual(['document', 'file'])
    expect(await taken(lea, { message, file: blob })).toEqual([{ kind: 'file', name: 'n', text: 'bytes' }])
    await expect(taken(lea, { message, file: 'sha256-0' })).rejects.toMatchObject({ code: 'core/no-file' })
  })

  test('[EXPORT2] gives a customer their own, without notes, and without whoever else takes part', async () => {
    const { desk, ada, bob, id } = await scene()
    await ada.cases.note(id, { text: 'He sounds angry.' })
    const eve = { kind: 'email', value: 'eve@example.net', assurance: 'asserted' } as const
    const { id: her } = await ada.customers.identify(eve, { name: 'Eve' })
    const place = {
      channel: 'email',
      account: 'a',
      thread: 't',
      participants: [{ handle: eve, name: 'Eve' }],
      wire: { to: ['x@example.net'] },
    }
    await ada.cases.receive(id, { text: 'With Eve in copy.', place })
    const his = JSON.stringify(await taken(desk.as({ id: bob, role: 'customer' }), { customer: bob }))
    expect(his).toContain('With Eve in copy.')
    expect(his).not.toContain('angry')
    const hers = JSON.stringify(await taken(desk.as({ id: her, role: 'customer' }), { customer: her }))
    expect(hers).toContain('eve@example.net')
    expect(hers).not.toMatch(/x@example.net|bob@example.org|With Eve/)
    for (const attempt of [
      () => taken(desk.as({ id: bob, role: 'customer' }), { customer: her }),
      () => taken(desk.as({ id: her, role: 'customer' }), { case: id }),
      () => taken(ada, { customer: bob }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'core/denied' })
  })

  test('[EXPORT3] is recorded: who took a copy of what', async () => {
    const { desk, lea, bob } = await scene()
    await taken(lea, { customer: bob })
    const log = await desk.read.readLog({ after: 0, limit: 100, subject: bob })
    expect(log.at(-1)).toMatchObject({ type: 'privacy.exported', actor: 'lead:lea', data: { what: 'customer' } })
  })
})
