import { assemble } from './assemble.ts'
import { defaultCaps, type MailCaps, Refusal, type Unparsable } from './caps.ts'
import { contentOf } from './content.ts'
import { headOf } from './head.ts'
import { isFieldStart } from './header-block.ts'
import { normaliseMail } from './normalise.ts'
import type { ParsedMail } from './parsed-mail.ts'
import { assembleBySkeleton, buildSkeleton, leavesOf } from './skeleton.ts'
import { scanStructure } from './structure.ts'

/**
 * Reads one mail. Never throws and never stalls: what is no mail, or goes beyond the caps, comes back as a refusal
 * with its reason. One pass over the bytes finds the parts and checks the caps; what they are to the reader follows
 * `postal-mime`, which itself is asked where files have names; charsets are mended.
 *
 * @param raw - the bytes as they came, of one mail
 * @example
 * ```ts
 * import { parseMail } from '@casewell/channel-email'
 *
 * const raw = new TextEncoder().encode('From: Ada <ada@example.com>\nSubject: Re: the printer\n\nIt prints again.\n')
 * const mail = await parseMail(raw)
 * if (mail.ok) console.log(mail.from?.name, '|', mail.baseSubject, '|', mail.text)
 * // Ada | the printer | It prints again.
 * ```
 */
export async function parseMail(raw: Uint8Array, caps: Partial<MailCaps> = {}): Promise<ParsedMail | Unparsable> {
  try {
    return await readMail(raw, { ...defaultCaps, ...caps })
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, reason: error.reason, detail: error.message }
    return { ok: false, reason: 'refused-by-parser', detail: error instanceof Error ? error.message : String(error) }
  }
}

/**
 * Do these bytes begin like a mail: with a header line, give or take blank lines and an mbox's From_ line?
 *
 * @example
 * ```ts
 * import { hasHeaderLines } from '@casewell/channel-email'
 *
 * const isMail = (text: string) => hasHeaderLines(new TextEncoder().encode(text))
 * console.log(isMail('Subject: the printer\n\nIt prints again.\n'), isMail('It prints again.\n')) // true false
 * ```
 */
export function hasHeaderLines(raw: Uint8Array): boolean {
  return isFieldStart(firstLine(normaliseMail(raw.subarray(0, 4096)).bytes))
}

async function readMail(raw: Uint8Array, caps: MailCaps): Promise<ParsedMail> {
  if (raw.length > caps.maxBytes) throw new Refusal('too-large', `${raw.length} bytes, more than ${caps.maxBytes}`)
  const { bytes, repairs } = normaliseMail(raw)
  if (bytes.length === 0) throw new Refusal('empty', 'the mail has no bytes')
  if (!isFieldStart(firstLine(bytes))) throw new Refusal('no-header-lines', 'the first line is no header line')
  const root = scanStructure(bytes, caps)
  const leaves = leavesOf(root)
  const assembly = assemble(root, leaves) ?? (await assembleBySkeleton(buildSkeleton(root)))
  const content = contentOf(bytes, leaves, assembly)
  const head = headOf(root.fields, bytes.subarray(root.bodyStart))
  return { ok: true, ...head.parts, ...content.parts, repairs: [...repairs, ...head.repairs, ...content.repairs] }
}

function firstLine(bytes: Buffer): string {
  return bytes.toString('latin1', 0, 1000).split('\n', 1)[0] ?? ''
}
