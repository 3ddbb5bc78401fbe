import { describe, expect, test } from 'vitest'
import { authenticationOf, authenticityOf } from '../src/mime/authentication.ts'
import { unflow } from '../src/text/flowed.ts'
import { parseSubject } from '../src/text/subject.ts'
import { parsed } from './parsed.ts'
import { mailOf } from './write-mail.ts'

describe('a subject', () => {
  test.each([
    ['Re: printer', 'reply'],
    ['RE[2]: printer', 'reply'],
    ['Re(3): Re^2: printer', 'reply'],
    ['AW: WG: printer', 'reply'],
    ['Antw: printer', 'reply'],
    ['SV: printer', 'reply'],
    ['Odp: printer', 'reply'],
    ['RES: printer', 'reply'],
    ['回复：printer', 'reply'],
    ['答复: printer', 'reply'],
    ['回覆: printer', 'reply'],
    ['返信: printer', 'reply'],
    ['회신: printer', 'reply'],
    ['Ответ: printer', 'reply'],
    ['Fwd: Re: printer', 'forward'],
    ['FW: printer', 'forward'],
    ['WG: printer', 'forward'],
    ['RV: printer', 'forward'],
    ['TR: printer', 'forward'],
    ['转发: printer', 'forward'],
    ['轉寄: printer', 'forward'],
    ['転送: printer', 'forward'],
    ['printer (fwd)', 'forward'],
    ['printer', 'new'],
    ['[EXTERNAL] printer', 'new'],
    ['[EXT] Re: printer', 'reply'],
  ] as const)('[SUB1] %s is about the printer and a %s', (subject, kind) => {
    expect(parseSubject(subject)).toEqual({ base: 'printer', kind })
  })

  test('[SUB2] keeps a tag in brackets, once, wherever the prefix stands', () => {
    expect(parseSubject('[Order 4711] late').base).toBe('[Order 4711] late')
    expect(parseSubject('Re: [Order 4711] Re: [Order 4711] late').base).toBe('[Order 4711] late')
    expect(parseSubject('[Order 4711] Re: late').base).toBe('[Order 4711] late')
  })

  test.each(['Reading list', 'Ready: set', 'Forward planning', 'Is it free: no', 'Tresor: offen'])(
    '[SUB3] %s has no prefix',
    (subject) => expect(parseSubject(subject)).toEqual({ base: subject, kind: 'new' }),
  )
})

describe('format=flowed', () => {
  test('[FLW1] lines broken softly are joined; quotes, signatures and paragraphs stay apart (RFC 3676)', () => {
    expect(unflow('It is \nlong.\n\nNext \nparagraph.\n> quoted \n> text\n-- \nAda', false)).toBe(
      'It is long.\n\nNext paragraph.\n> quoted text\n-- \nAda',
    )
  })

  test('[FLW2] with DelSp the space goes with the break', () => {
    expect(unflow('打印机 \n坏了。', true)).toBe('打印机坏了。')
  })

  test('[FLW3] one space in front is stuffing', () => {
    expect(unflow(' From here\n  two', false)).toBe('From here\n two')
  })
})

describe('authentication results', () => {
  const raw = mailOf(
    'Authentication-Results: mx.desk.example 1; spf=pass smtp.mailfrom=a@example.com; dkim=fail (bad; signature) header.d=x; dkim=pass header.d=example.com',
    'Authentication-Results: mx.desk.example; dmarc=pass',
    'Authentication-Results: evil.example; spf=pass; dkim=pass; dmarc=pass',
    'From: a@example.com',
    '',
    'x',
  )

  test('[AUT1] count from the topmost field of a server of ours, and only from there', async () => {
    const mail = await parsed(raw)
    expect(authenticationOf(mail, ['MX.desk.example'])).toEqual({ spf: 'pass', dkim: 'pass' })
    expect(authenticationOf(mail, ['other.example'])).toEqual({})
    expect(authenticationOf(mail, [])).toEqual({})
  })
  const judged = async (results: string, from = 'a@example.com') =>
    authenticityOf(
      await parsed(mailOf(`Authentication-Results: mx.desk.example; ${results}`, `From: ${from}`, '', 'x')),
      ['mx.desk.example'],
    )

  test('[AUT2] make a sender authentic by DMARC, or by a signature of the very domain', async () => {
    expect(await judged('dmarc=pass (p=none) header.from=example.com')).toBe('authentic')
    expect(await judged('dkim=pass header.i=@example.com; dmarc=none header.from=example.com')).toBe('authentic')
    expect(await judged('spf=pass smtp.mailfrom="a b"@example.com; dmarc=pass header.from=example.com')).toBe(
      'authentic',
    )
    expect(await judged('dkim=pass header.d=bulk.example; spf=pass smtp.mailfrom=a@example.com')).toBe('unknown')
    expect(await judged('dmarc=pass header.from=other.example')).toBe('unknown')
    expect(await judged('dmarc=pass header.from=example.com', 'a@example.com, b@example.com')).toBe('unknown')
    expect(await judged('dmarc=fail header.from=example.com')).toBe('forged')
  })

  test('[AUT1] are not believed where a sender has smuggled words of his own into them', async () => {
    const smuggled = [
      'spf=fail smtp.mailfrom="x; dmarc=pass header.from=example.com; y"@evil.example',
      'spf=fail (bad sender "; dmarc=pass header.from=example.com) smtp.mailfrom=evil.example',
      'spf=fail (bad (sender); dmarc=pass header.from=example.com) smtp.mailfrom=evil.example',
      'spf=fail (evil) ; dmarc=pass header.from=example.com) smtp.mailfrom=evil.example',
    ]
    for (const results of smuggled) expect(await judged(results), results).toBe('unknown')
  })
})
