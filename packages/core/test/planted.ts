import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { FileRef, Seat } from '../src/index.ts'

/** Somebody whose every word can be found again in a file, byte by byte. */
export interface Planted {
  readonly script: string
  readonly name: string
  readonly email: string
  readonly words: string
}

/** Four scripts; lower case, so that the words of the index are the very same bytes. */
export const people: readonly Planted[] = [
  {
    script: 'Latin',
    name: 'Żaneta Pokrzywińska',
    email: 'zaneta.pokrzywinska@poczta.example',
    words: 'zgrzytającyodbiornik',
  },
  { script: 'Cyrillic', name: 'Евдокия Щербатова', email: 'evdokia@щербатова.example', words: 'неслышноерадио' },
  { script: 'Han', name: '欧阳丽娟', email: 'ouyang.lijuan@youxiang.example', words: '收音机忽然没有声音了' },
  { script: 'Arabic', name: 'عبدالرحمن الفاروقي', email: 'alfaruqi@barid.example', words: 'المذياعلايصدرصوتا' },
]

/** Everything that tells of somebody. */
export const tracesOf = ({ name, email, words }: Planted): readonly string[] => [name, email, words]

/** Which of these strings lie in one of these files, or in a file below one of these folders. */
export function found(strings: readonly string[], places: readonly string[]): readonly string[] {
  const wanted = strings.map((text) => [text, Buffer.from(text, 'utf8')] as const)
  const seen = new Set<string>()
  for (const file of places.flatMap(filesIn)) {
    const bytes = readFileSync(file)
    for (const [text, needle] of wanted) if (bytes.includes(needle)) seen.add(text)
  }
  return strings.filter((text) => seen.has(text))
}

function filesIn(place: string): string[] {
  const about = statSync(place, { throwIfNoEntry: false })
  if (!about?.isDirectory()) return about ? [place] : []
  return readdirSync(place).flatMap((name) => filesIn(join(place, name)))
}

/** Bytes that no engine compresses away. */
const long = (words: string): string =>
  `${words} ${Array.from({ length: 300 }, (_, i) => `${words}${(i * 2_654_435_761) % 4_294_967_296}`).join(' ')}`

/** A whole life of a case, with something planted wherever a text can be said. */
export async function live(ada: Seat, keep: (text: string) => Promise<FileRef>, person: Planted): Promise<string> {
  const { name, email, words } = person
  const text = `${words} ${name} ${email}`
  const said = {
    text: long(text),
    fullText: text,
    html: `<p>${text}</p>`,
    subject: text,
    wire: { from: email, to: [email, name] },
  }
  const place = {
    channel: 'desk',
    account: 'desk',
    thread: text,
    subject: text,
    wire: { replyTo: [{ address: email }] },
  }
  const { id } = await ada.cases.open({
    subject: text,
    from: { email, name },
    text,
    fields: { serial: text },
    issue: text,
  })
  const { customer } = await ada.cases.get(id)
  await ada.customers.addHandle(customer, { kind: 'user', value: `shop:${words}`, assurance: 'verified' })
  await ada.customers.update(customer, { name, fields: { town: text } })
  const participants = [{ handle: { kind: 'email', value: email, assurance: 'asserted' } as const, name }]
  const { message } = await ada.cases.receive(id, {
    ...said,
    files: [await keep(text)],
    place: { ...place, participants },
    author: { role: 'customer', id: customer, name },
  })
  await ada.cases.react(id, { message, reaction: '👍' })
  await ada.cases.reply(id, { ...said, files: [await keep(`${text} again`)] })
  await ada.cases.note(id, { text, files: [await keep(`${text} noted`)] })
  await ada.cases.describe(id, { environment: text, cause: text, resolution: text })
  await ada.cases.setFields(id, { fields: { serial: `${text} 2` } })
  await ada.cases.edit(id, { message, text: `${text}, I meant` })
  await ada.cases.resolve(id, { code: 'fixed', resolution: text })
  return id
}
