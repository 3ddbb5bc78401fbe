import { parseMail } from '../src/mime/parse.ts'
import type { ParsedMail } from '../src/mime/parsed-mail.ts'

/** The mail, read; a refusal fails the test with its reason. */
export async function parsed(raw: Uint8Array): Promise<ParsedMail> {
  const mail = await parseMail(raw)
  if (!mail.ok) throw new Error(`refused: ${mail.reason}: ${mail.detail}`)
  return mail
}
