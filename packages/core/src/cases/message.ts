import { collection } from '@casewell/store'
import * as z from 'zod'
import { DeliveryState } from '../case/status.ts'
import { fingerprintOf, wordsOf } from './words.ts'

/** A file that belongs to a message; its bytes are a blob of the store. */
export const FileRef = z.object({
  blob: z.string(),
  name: z.string(),
  /** Media type. */
  mime: z.string(),
  /** Bytes. */
  size: z.number(),
  /** Content-ID under which the message's HTML shows it. */
  cid: z.string().nullable(),
})
export type FileRef = z.output<typeof FileRef>

/** Who said it. */
export const Author = z.object({
  role: z.enum(['customer', 'agent', 'system']),
  id: z.string(),
  name: z.string().nullable(),
})
export type Author = z.output<typeof Author>

/** One thing said in a case. Content: erasable, never in the log. */
export const Message = z.object({
  case: z.string(),
  conversation: z.string(),
  channel: z.string(),
  direction: z.enum(['inbound', 'outbound']),
  visibility: z.enum(['public', 'internal']),
  author: Author,
  /** When it was said, as the far side tells; ISO 8601, UTC. */
  saidAt: z.string(),
  /** When it became part of the case; the order of the timeline. Milliseconds since 1970. */
  at: z.number(),
  subject: z.string().nullable(),
  /** What is new in it: quoted text trimmed. */
  text: z.string(),
  /** The whole text, if something was trimmed. */
  fullText: z.string().nullable(),
  /** Sanitised. */
  html: z.string().nullable(),
  files: z.array(FileRef),
  /** Written by a program: kept, never answered. */
  isAutomatic: z.boolean(),
  /** Only of outbound messages. */
  delivery: z.object({ state: DeliveryState, at: z.string(), reason: z.string().nullable() }).nullable(),
  editedAt: z.string().nullable(),
  deletedAt: z.string().nullable(),
  reactions: z.array(z.object({ by: z.string(), reaction: z.string() })),
  /** What the channel needs to know of it, for threading and receipts; nobody else reads it. */
  wire: z.record(z.string(), z.unknown()),
  /** The persons concerned. */
  about: z.array(z.string()),
})
export type Message = z.output<typeof Message>

/** At most so many words of one message are findable. */
const mostWords = 60

/** The messages of all cases, findable by their words; the index holds traces of words, not the words. */
export const Messages = collection('messages', Message, {
  version: 2, // 1 had the words themselves in its index
  indexes: {
    timeline: (m) => [m.case, m.at],
    public: (m) => (m.visibility === 'public' && m.deletedAt === null ? [m.case, m.at] : undefined),
    word: {
      each: (m) =>
        m.deletedAt === null
          ? wordsOf(`${m.subject ?? ''} ${m.text}`, mostWords).map((word) => [fingerprintOf(word), m.at])
          : [],
    },
  },
  about: (m) => m.about,
  blobs: (m) => m.files.map(({ blob }) => blob),
})
