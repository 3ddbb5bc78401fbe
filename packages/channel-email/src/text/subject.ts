/** What a subject line says about its mail. */
export interface SubjectLine {
  /** The subject without the prefixes of replies and forwards; what threads are compared by. Tags in brackets stay. */
  readonly base: string
  readonly kind: 'new' | 'reply' | 'forward'
}

/** Prefixes of replies, by the mail programs of many languages. */
const replies =
  're|aw|antw|antwort|sv|vs|ref|res|rif|r|odp|vá|ynt|yan|απ|σχετ|на|отв|ответ|відп|відповідь|отг|bls|atb|ats|rép|回复|答复|回覆|答覆|返信|回信|회신|답장|답변|תשובה|השב|رد|trả lời|ตอบ|ตอบกลับ'

/** Prefixes of forwards. */
const forwards =
  'fwd?|wg|wtr|tr|rv|enc|i|vb|vl|doorst|pd|továbbítás|ilt|i̇lt|πρθ|пер|пересл|препр|fs|trs|转发|轉寄|轉發|転送|전달|הועבר|إعادة توجيه|chuyển tiếp|ส่งต่อ|reenv'

/** `Re:`, `RE[2]:`, `Re(3):`, `Re^2:`, `回复：`; the colon may be a full-width one. */
const prefix = new RegExp(`^(?:(${replies})|(${forwards}))\\s?(?:[[(^]\\s?\\d{1,4}\\s?[\\])]?)?\\s?[:：]\\s*`, 'iu')

const tag = /^\[[^[\]]{1,80}\]\s*/
const externalTag = /^(?:\[ext(?:ern(?:al|e)?)?\]|\(ext(?:ern(?:al|e)?)?\)|external:)\s*/i
const forwardedTrailer = /\s\(fwd\)$/i

/**
 * Splits a subject into its base and what the prefixes say (after RFC 5256 §2.1, with the prefixes of other
 * languages). The outermost prefix decides: a forward of a reply is a forward. Unlike the RFC it keeps a tag such as
 * `[Order 4711]`, once, since two tags are two subjects.
 */
export function parseSubject(subject: string): SubjectLine {
  const tags = new Set<string>()
  let rest = subject.replace(/\s+/g, ' ').trim()
  let kind: SubjectLine['kind'] = 'new'
  for (let before = ''; before !== rest; ) {
    before = rest
    rest = rest.replace(externalTag, '')
    const found = prefix.exec(rest)
    if (found !== null && kind === 'new') kind = found[1] === undefined ? 'forward' : 'reply'
    rest = takeTag(rest.slice(found?.[0].length ?? 0), tags)
  }
  if (kind === 'new' && forwardedTrailer.test(rest)) kind = 'forward'
  return { base: [...tags, rest.replace(forwardedTrailer, '')].join(' ').trim(), kind }
}

function takeTag(text: string, tags: Set<string>): string {
  const found = tag.exec(text)?.[0]
  if (found === undefined) return text
  tags.add(found.trimEnd())
  return text.slice(found.length)
}
