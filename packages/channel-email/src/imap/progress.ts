import * as z from 'zod'

/** How far a folder was read. */
const Mark = z.object({
  /** The folder's UIDVALIDITY: if it changes, its UIDs mean nothing any more (RFC 9051 §2.3.1.1). */
  validity: z.string(),
  /** Highest UID that was taken in; the event behind it is committed. */
  uid: z.number(),
  /** Highest UID that was flagged or moved after its commit; between it and `uid` a crash may have come. */
  settled: z.number(),
  /** What the server got before this instant was there before us, and is not taken in; ISO 8601. */
  since: z.string().optional(),
})
export type Mark = z.output<typeof Mark>

const Cursor = z.record(z.string(), Mark)

/**
 * How far each folder of an account was read. One cursor is committed for all of them, together with the events, so
 * that folders take turns.
 */
export class Progress {
  #marks: Readonly<Record<string, Mark>>
  #turn: Promise<unknown> = Promise.resolve()

  /** @param cursor - as it was committed last; one that nobody can read counts as none: claims keep mails single */
  constructor(cursor: string | undefined) {
    this.#marks = parse(cursor)
  }

  /** The mark of a folder, or undefined if it was never read. */
  of(folder: string): Mark | undefined {
    return this.#marks[folder]
  }

  /** Commits with the cursor that has this mark. When it rejects, nothing has moved on. */
  advance(folder: string, mark: Mark, commit: (cursor: string) => Promise<unknown>): Promise<void> {
    const done = this.#turn.then(async () => {
      const marks = { ...this.#marks, [folder]: mark }
      await commit(JSON.stringify(marks))
      this.#marks = marks
    })
    this.#turn = done.catch(() => {}) // whoever asked is told; the next one has its own turn
    return done
  }
}

function parse(cursor: string | undefined): Readonly<Record<string, Mark>> {
  if (cursor === undefined) return {}
  try {
    return Cursor.safeParse(JSON.parse(cursor)).data ?? {}
  } catch {
    return {}
  }
}
