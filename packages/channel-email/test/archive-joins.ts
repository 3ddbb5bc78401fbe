import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { testDesk } from '@casewell/core/testing'
import { email, type ParsedMail, parseMail } from '../src/index.ts'
import { corpusFolder, corpusMails } from './corpus-manifest.ts'

interface Filed {
  readonly path: string
  readonly mail: ParsedMail
  readonly case: string
}

/** Why an answer is not in the case of what it answers. */
export type Miss = 'changed subject' | 'sender who took no part' | 'answers a mail that is not here' | 'unexplained'

/** What joining made of the archives of mailing lists, whose References say what belongs together. */
export interface JoinTable {
  readonly mails: number
  readonly cases: number
  /** Mails that were filed beside mails of another subject, or of another thread and other people. */
  readonly wrong: readonly string[]
  /** Mails that answer a mail of the archive, or a mail below one. */
  readonly answers: number
  readonly joined: number
  readonly missed: Readonly<Record<Miss, readonly string[]>>
}

/** The lists of the archives. */
export const lists = [
  'notmuch@notmuchmail.org',
  'linux-kernel@vger.kernel.org',
  'linux-cifs@vger.kernel.org',
  'linux-fsdevel@vger.kernel.org',
  'netdev@vger.kernel.org',
  'alsa-devel@alsa-project.org',
  'linuxppc-dev@lists.ozlabs.org',
  'samba-technical@lists.samba.org',
]

/**
 * Files the archives into cases, oldest mail first, and compares the cases with the threads.
 *
 * @param own - addresses of ours: with those of the lists, the lists are groups of our own
 */
export async function joinArchives(own: readonly string[]): Promise<JoinTable> {
  const filed = await fileAll(own)
  const byId = new Map(filed.map((one) => [one.mail.messageId, one]))
  const threadOf = threads(filed)
  const answers = filed.flatMap((one) => {
    const parent = parentOf(one, byId)
    return parent ? [{ one, parent }] : []
  })
  const missed: Record<Miss, string[]> = {
    'changed subject': [],
    'sender who took no part': [],
    'answers a mail that is not here': [],
    unexplained: [],
  }
  for (const { one, parent } of answers)
    if (one.case !== parent.case) missed[whyMissed(one, parent, filed)].push(one.path)
  return {
    mails: filed.length,
    cases: new Set(filed.map((one) => one.case)).size,
    wrong: filed.filter((one) => isWrong(one, filed, threadOf)).map(({ path }) => path),
    answers: answers.length,
    joined: answers.filter(({ one, parent }) => one.case === parent.case).length,
    missed,
  }
}

async function fileAll(aliases: readonly string[]): Promise<readonly Filed[]> {
  const { desk } = await testDesk()
  const channel = desk.use(email('support', { address: 'help@aurora.example', aliases: [...aliases] }))
  await desk.start()
  const mails = await Promise.all(
    corpusMails()
      .filter(({ source }) => source === 'notmuch')
      .map(async ({ path }) => {
        const raw = readFileSync(join(corpusFolder, path))
        return { path, raw, mail: await parseMail(raw) }
      }),
  )
  const filed: Filed[] = []
  const at = ({ mail }: (typeof mails)[number]): number => (mail.ok ? (mail.sentAt?.getTime() ?? 0) : 0)
  for (const { path, raw, mail } of mails.sort((a, b) => at(a) - at(b))) {
    const accepted = await channel.deliver(raw)
    if (mail.ok && accepted.as === 'message') filed.push({ path, mail, case: accepted.case })
  }
  await desk.stop()
  return filed
}

const referred = ({ mail }: Filed): readonly string[] => [...mail.inReplyTo, ...[...mail.references].reverse()]

const parentOf = (one: Filed, byId: ReadonlyMap<string, Filed>): Filed | undefined =>
  referred(one)
    .map((id) => byId.get(id))
    .find((parent) => parent !== undefined && parent !== one)

/** Which thread a mail belongs to: all mails and ids that name each other, however far. */
function threads(filed: readonly Filed[]): (one: Filed) => string {
  const above = new Map<string, string>()
  const root = (id: string): string => {
    const next = above.get(id)
    return next === undefined || next === id ? id : root(next)
  }
  for (const one of filed) for (const id of referred(one)) above.set(root(id), root(one.mail.messageId))
  return ({ mail }) => root(mail.messageId)
}

const subjectOf = ({ mail }: Filed): string => mail.baseSubject.toLowerCase()
const senderOf = ({ mail }: Filed): string => mail.from?.address.toLowerCase() ?? ''
const partiesOf = ({ mail }: Filed): readonly string[] =>
  [...(mail.from ? [mail.from] : []), ...mail.replyTo, ...mail.to, ...mail.cc].map(({ address }) =>
    address.toLowerCase(),
  )

/**
 * Beside another subject it is wrong, unless it is a copy (same Message-ID) that some list gave another subject; beside
 * another thread too, unless the same person wrote on the same subject.
 */
function isWrong(one: Filed, filed: readonly Filed[], threadOf: (one: Filed) => string): boolean {
  const isCopy = (other: Filed): boolean => other.mail.messageId === one.mail.messageId
  const beside = filed.filter((other) => !isCopy(other) && other.case === one.case)
  const isOtherSubject = beside.some((other) => subjectOf(other) !== subjectOf(one) && subjectOf(one) !== '')
  const isKin = (other: Filed): boolean => threadOf(other) === threadOf(one) || senderOf(other) === senderOf(one)
  return isOtherSubject || (beside.length > 0 && !beside.some((other) => isKin(other)))
}

function whyMissed(one: Filed, parent: Filed, filed: readonly Filed[]): Miss {
  if (subjectOf(one) !== subjectOf(parent)) return 'changed subject'
  const before = filed.filter((other) => other.case === parent.case && filed.indexOf(other) < filed.indexOf(one))
  if (!before.some((other) => partiesOf(other).includes(senderOf(one)))) return 'sender who took no part'
  return referred(one)[0] === parent.mail.messageId ? 'unexplained' : 'answers a mail that is not here'
}
