import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { decodeText } from '../src/mime/charset.ts'
import { parsed } from './parsed.ts'
import { bytesOf, mailOf } from './write-mail.ts'

const chinese = '您好，我的打印机又坏了，请帮我看一下是什么问题，谢谢。'
const taiwanese = '您好，我的印表機又壞了，請幫我看一下是什麼問題，謝謝。'
const japanese = 'こんにちは。プリンターがまた動きません。ご確認をお願いします。'
const korean = '안녕하세요. 프린터가 또 고장 났습니다. 확인 부탁드립니다.'
const russian = 'Здравствуйте, принтер снова не работает, помогите пожалуйста.'
const french = 'Bonjour, l’imprimante ne marche plus, pouvez-vous m’aider à la réparer s’il vous plaît ?'
const polish = 'Dzień dobry, drukarka znowu nie działa, proszę o pomoc.'

/** Bytes made by another library, so that no table of ours checks itself. */
const encoded = (text: string, charset: string): Buffer => iconv.encode(text, charset)

describe('bytes become text', () => {
  test('[CHR1] as UTF-8 where they are valid UTF-8, whatever the label says', () => {
    for (const label of ['big5', 'gb2312', 'iso-8859-1', 'windows-1251', 'us-ascii', '', 'x-unknown']) {
      expect(decodeText(Buffer.from(`${chinese} é`), label).text).toBe(`${chinese} é`)
    }
  })

  test.each([
    ['gb18030', 'gb18030', chinese],
    ['GB2312', 'gbk', chinese],
    ['x-gbk', 'gbk', chinese],
    ['Big5', 'big5', taiwanese],
    ['Shift_JIS', 'shift_jis', japanese],
    ['cp932', 'shift_jis', japanese],
    ['EUC-JP', 'euc-jp', japanese],
    ['ks_c_5601-1987', 'cp949', korean],
    ['EUC-KR', 'euc-kr', korean],
    ['koi8-r', 'koi8-r', russian],
    ['windows-1251', 'win1251', russian],
    ['ISO-8859-5', 'iso88595', russian],
    ['cp866', 'cp866', russian],
    ['windows-1252', 'win1252', french],
    ['iso-8859-2', 'iso88592', polish],
    ['windows-1250', 'win1250', polish],
    ['cp850', 'cp850', 'caf\u00e9 d\u00e9j\u00e0 vu'],
    ['macintosh', 'macintosh', french],
  ])('[CHR2] by their label otherwise: %s', (label, charset, text) => {
    expect(decodeText(encoded(text, charset), label)).toMatchObject({ text, repaired: false })
  })

  test.each([
    ['gbk', chinese],
    ['big5', taiwanese],
    ['shift_jis', japanese],
    ['euc-jp', japanese],
    ['euc-kr', korean],
    ['koi8-r', russian],
    ['win1251', russian],
    ['win1252', french],
  ])('[CHR3] by a guess where the label is missing or wrong: %s', (charset, text) => {
    for (const label of ['', 'utf-8', 'us-ascii', 'x-nobody-knows', 'iso-8859-1']) {
      expect(decodeText(encoded(text, charset), label).text).toBe(text)
    }
  })

  test('[CHR4] by the label where a short Chinese text is valid UTF-8 by chance', () => {
    const bytes = encoded('模', 'gb2312') // C4 A3, in UTF-8 ģ
    expect(decodeText(bytes, 'gb2312').text).toBe('模')
    expect(decodeText(bytes, '').text).toBe('ģ')
  })

  test.each([
    ['utf-7', '+YKhZfQ-!', '您好!'],
    ['hz-gb-2312', 'a ~{VPND~} b ~~', 'a 中文 b ~'],
    ['iso-2022-kr', '\u001b$)C\u000eGQ1[\u000f.', '한글.'],
    ['iso-2022-jp', '\u001b$B$3$s\u001b(B!', 'こん!'],
  ])('[CHR5] also from charsets of seven bits: %s', (label, carrier, text) => {
    expect(decodeText(Buffer.from(carrier, 'latin1'), label).text).toBe(text)
  })

  test('[CHR6] damaged UTF-8 stays UTF-8 with a mark for what is lost', () => {
    const cut = Buffer.from(chinese).subarray(0, -1)
    expect(decodeText(cut, 'utf-8').text.slice(0, -1)).toBe(chinese.slice(0, -1))
  })
})

describe('header fields', () => {
  test('[CHR7] encoded words are decoded, also when a character is cut in two', async () => {
    const half = (text: string) => Buffer.from(text).toString('base64')
    const bytes = Buffer.from('打印机')
    const subject = `=?UTF-8?B?${bytes.subarray(0, 4).toString('base64')}?=\r\n =?utf-8?B?${bytes.subarray(4).toString('base64')}?= x =?iso-8859-1?q?caf=E9_au_lait?= =?utf-8*en?B?${half('!')}?=`
    expect((await parsed(mailOf('From: a@example.com', `Subject: ${subject}`, '', 'x'))).subject).toBe(
      '打印机 x café au lait!',
    )
  })

  test('[CHR7] also when each word of ISO-2022-JP begins and ends with an escape of its own', async () => {
    const word = (text: string) => `=?ISO-2022-JP?B?${text}?=`
    const subject = `${word('GyRCJVolIhsoQg==')}\r\n ${word('GyRCJWolcxsoQg==')}`
    const mail = await parsed(mailOf('From: a@example.com', `Subject: ${subject}`, '', 'x'))
    expect(mail.subject).toBe('ペアリン')
  })

  test('[CHR7] also when the base64 itself is cut off its groups of four', async () => {
    const base64 = Buffer.from('打印机').toString('base64')
    const subject = `=?utf-8?B?${base64.slice(0, 6)}?= =?utf-8?B?${base64.slice(6)}?=`
    expect((await parsed(mailOf('From: a@example.com', `Subject: ${subject}`, '', 'x'))).subject).toBe('打印机')
  })

  test('[CHR8] a wrong charset in an encoded word is mended, in a name too', async () => {
    const word = (text: string, label: string) => `=?${label}?B?${Buffer.from(text).toString('base64')}?=`
    const mail = await parsed(
      mailOf(`From: ${word('王伟', 'gb2312')} <wang@example.cn>`, `Subject: ${word('打印机', 'big5')}`, '', 'x'),
    )
    expect(mail.from).toEqual({ name: '王伟', address: 'wang@example.cn' })
    expect(mail.subject).toBe('打印机')
  })

  test('[CHR9] raw bytes are read in UTF-8, in the charset that the mail declares, or by a guess', async () => {
    const gbk = encoded('打印机又坏了', 'gbk')
    const declared = bytesOf(
      'From: a@example.com\r\nSubject: ',
      gbk,
      '\r\nContent-Type: text/plain; charset=gb2312\r\n\r\nx',
    )
    const silent = bytesOf(
      'From: a@example.com\r\nSubject: ',
      encoded('请问我的订单什么时候可以发货', 'gbk'),
      '\r\n\r\nx',
    )
    const utf8 = mailOf('From: a@example.com', 'Subject: 打印机', '', 'x')
    expect((await parsed(declared)).subject).toBe('打印机又坏了')
    expect((await parsed(silent)).subject).toBe('请问我的订单什么时候可以发货')
    expect((await parsed(utf8)).subject).toBe('打印机')
  })

  test('[CHR10] a name with a comma in its encoded word stays one person', async () => {
    const name = `=?gbk?B?${encoded('王, 伟', 'gbk').toString('base64')}?=`
    const mail = await parsed(mailOf('From: a@example.com', `To: ${name} <wang@example.cn>, bo@example.com`, '', 'x'))
    expect(mail.to).toEqual([
      { name: '王, 伟', address: 'wang@example.cn' },
      { name: '', address: 'bo@example.com' },
    ])
  })
})

describe('bodies', () => {
  test('[CHR11] a body with a wrong label is mended and the mending noted', async () => {
    const body = encoded(chinese, 'gbk')
    const mail = await parsed(bytesOf('From: a@example.com\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n', body))
    expect([mail.text, mail.repairs]).toEqual([chinese, ['message-id-derived', 'charset']])
  })

  test('[CHR12] an HTML page without a label says its charset itself', async () => {
    const page = bytesOf(
      '<html><head><meta http-equiv="Content-Type" content="text/html; charset=koi8-r"></head><p>',
      encoded('да', 'koi8-r'),
      '</p>',
    )
    const mail = await parsed(bytesOf('From: a@example.com\r\nContent-Type: text/html\r\n\r\n', page))
    expect(mail.text).toBe('да')
  })
})
