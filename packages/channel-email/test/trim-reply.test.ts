import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { trimReply } from '../src/text/trim-reply.ts'
import { corpusFolder } from './corpus-manifest.ts'

const pairs = join(corpusFolder, 'discourse-email_reply_trimmer/test')

describe.skipIf(!existsSync(pairs))('the pairs of Discourse (need ../shared/data)', () => {
  const read = (folder: string, name: string) =>
    readFileSync(join(pairs, folder, name), 'utf8')
      .replaceAll('\r\n', '\n')
      .trim()
  const found = existsSync(pairs)
    ? readdirSync(join(pairs, 'emails')).map((name) => ({
        name,
        text: trimReply(read('emails', name)).text,
        expected: read('trimmed', name),
      }))
    : []

  test('[TRM1] at least 27 of the 30 replies are trimmed as expected', () => {
    const different = found.filter(({ text, expected }) => text !== expected).map(({ name }) => name)
    expect(found).toHaveLength(30)
    expect(different.length, different.join(', ')).toBeLessThanOrEqual(3)
  })

  test('[TRM2] in none of them a line of the writer is lost', () => {
    for (const { name, text, expected } of found) {
      for (const line of expected.split('\n')) expect(text, name).toContain(line.trim())
    }
  })
})

const zh = '打印机又坏了。\n请帮忙看一下。'
const ja = 'まだ動きません。\nよろしくお願いします。'
const ko = '아직 안 됩니다.\n확인 부탁드립니다.'

describe('what mail programs add goes', () => {
  test.each([
    [
      'QQ Mail',
      zh,
      '------------------ 原始邮件 ------------------\n发件人: "Ada Support"<support@example.com>;\n发送时间: 2022年5月3日(星期二) 上午10:00\n收件人: "王伟"<wang@example.cn>;\n主题: Re: 打印机\n\n您重启了吗？',
    ],
    [
      'QQ Mail, spaces written out',
      zh,
      '------------------&nbsp;原始邮件&nbsp;------------------\n发件人: "Ada";<support@example.com>;\n主题: Re',
    ],
    [
      'QQ Mail in English',
      zh,
      '------------------ Original ------------------\nFrom:  "Ada"<support@example.com>;\nDate:  Tue, May 3, 2022 10:00 AM\nSubject:  Re: x\n\nhello',
    ],
    ['NetEase', zh, '\n\n在 2022-05-03 10:00:00，"Ada" <support@example.com> 写道：\n\n您重启了吗？'],
    ['NetEase in English', zh, 'At 2022-05-03 10:00:00, "Ada" <support@example.com> wrote:\n>您重启了吗？'],
    [
      'NetEase with a table',
      zh,
      '---- 回复的原邮件 ----\n| 发件人 | Ada<support@example.com> |\n| 日期 | 2022年05月03日 10:00 |\n| 收件人 | wang@example.cn |\n| 主题 | Re: 打印机 |\n您重启了吗？',
    ],
    [
      'Foxmail',
      zh,
      '发件人： Ada\n发送时间： 2022-05-03 10:00\n收件人： wang@example.cn\n抄送： li@example.cn\n主题： Re: 打印机\n您重启了吗？',
    ],
    [
      'Outlook in Chinese',
      zh,
      '________________________________\n发件人: Ada <support@example.com>\n发送时间: 2022年5月3日 10:00\n收件人: 王伟\n主题: 答复: 打印机\n\n您重启了吗？',
    ],
    [
      'an older Outlook in Chinese',
      zh,
      '-----邮件原件-----\n发件人: Ada [mailto:support@example.com]\n发送时间: 2022年5月3日 10:00\n主题: Re\n\nx',
    ],
    [
      'Outlook in Traditional Chinese',
      zh,
      '寄件者: Ada <support@example.com>\n寄件日期: 2022年5月3日 上午 10:00\n收件者: 王偉\n主旨: RE: x\n\nx',
    ],
    [
      'Apple Mail in Chinese',
      zh,
      '发自我的 iPhone\n\n> 在 2022年5月3日，10:00，Ada <support@example.com> 写道：\n> \n> 您重启了吗？',
    ],
    ['Gmail in Chinese', zh, 'Ada <support@example.com> 于2022年5月3日周二 10:00写道：\n\n> 您重启了吗？\n>'],
    [
      'Gmail in Traditional Chinese',
      zh,
      'Ada <support@example.com> 於 2022年5月3日 週二 上午10:00寫道：\n\n> 您重啟了嗎？',
    ],
    [
      'a phone of Xiaomi',
      zh,
      '发自我的小米手机\n在 Ada <support@example.com>，2022年5月3日 上午10:00写道：\n\n您重启了吗',
    ],
    [
      'a phone of Huawei',
      zh,
      '来自我的华为手机\n\n-------- 原始邮件 --------\n发件人： Ada <support@example.com>\n日期： 2022年5月3日周二 10:00\n\nx',
    ],
    [
      'Windows Mail in Chinese',
      zh,
      '发送自 Windows 10 版邮件应用\n\n发件人: Ada\n发送时间: 2022年5月3日 10:00\n收件人: 王伟\n主题: x\n\nx',
    ],
    ['Gmail in Japanese', ja, '2022年5月3日(火) 10:00 Ada <support@example.com>:\n\n> 再起動しましたか。'],
    [
      'an older Gmail in Japanese',
      ja,
      '2022年5月3日火曜日、Ada<support@example.com>さんは書きました:\n\n> 再起動しましたか。',
    ],
    [
      'Apple Mail in Japanese',
      ja,
      'iPhoneから送信\n\n2022/05/03 10:00、Ada <support@example.com>のメール:\n\n再起動しましたか。',
    ],
    [
      'Outlook in Japanese',
      ja,
      '差出人: Ada <support@example.com>\n送信日時: 2022年5月3日 10:00\n宛先: 山田\n件名: Re: x\n\nx',
    ],
    ['an older Outlook in Japanese', ja, '-----元のメッセージ-----\n差出人: Ada\n送信日時: 2022年5月3日\n件名: x\n\nx'],
    ['Thunderbird in Japanese', ja, '(2022/05/03 10:00), Ada wrote:\n> 再起動しましたか。'],
    [
      'Gmail in Korean',
      ko,
      '2022년 5월 3일 (화) 오전 10:00, Ada <support@example.com>님이 작성:\n\n> 다시 시작하셨나요?',
    ],
    [
      'Naver',
      ko,
      '-----Original Message-----\nFrom: "Ada"<support@example.com>\nTo: "김"<kim@example.kr>;\nCc:\nSent: 2022-05-03 (화) 10:00:00 (GMT+09:00)\nSubject: Re: x\n\n다시',
    ],
    [
      'Daum',
      ko,
      '--------- 원본 메일 ---------\n보낸사람: Ada <support@example.com>\n받는사람: kim@example.kr\n날짜: 2022년 5월 3일 화요일, 10:00\n제목: Re: x\n\n다시',
    ],
    [
      'Outlook in Korean',
      ko,
      '보낸 사람: Ada <support@example.com>\n보낸 날짜: 2022년 5월 3일 화요일 오전 10:00\n받는 사람: 김\n제목: Re: x\n\n다시',
    ],
    [
      'QQ Mail, its spaces written out',
      zh,
      '&nbsp;\n&nbsp;\n\n------------------&nbsp;原始邮件&nbsp;------------------\n发件人: "Ada" <support@example.com&gt;;\n发送时间:&nbsp;2022年5月3日\n主题:&nbsp;x\n\nx',
    ],
    [
      'the end of a mail of NetEase',
      zh,
      '签名由网易邮箱大师定制\n在2022年5月3日 10:00，Ada<support@example.com> 写道：\nx',
    ],
    [
      'NetEase on a phone',
      zh,
      '---- 回复的原邮件 ----\n| 发件人 | Ada<support@example.com> |\n| 发送日期 | 2022年05月03日 10:00 |\n| 收件人 | wang@163.com |\n| 主题 | 回复：x |\nx',
    ],
    [
      'Sina',
      zh,
      '----- 原始邮件 -----\n发件人：Ada <support@example.com>\n收件人：王 <w@sina.com>\n主题：x\n日期：2022年05月03日 10点00分\n\nx',
    ],
    [
      'WeCom',
      zh,
      '---Original---\nFrom: "Ada"<support@example.com>\nDate: Tue, May 3, 2022 10:00 AM\nTo: "w"<w@example.com>;\nSubject: x\n\nx',
    ],
    [
      'Outlook in Traditional Chinese',
      zh,
      '寄件者: Ada <support@example.com>\n寄件日期: 2022年5月3日 上午 10:00\n收件者: 王\n主旨: RE: x\n\nx',
    ],
    ['a phone in Traditional Chinese', zh, '寄自我的 iPhone'],
    ['Becky! in Japanese', ja, 'On Tue, 3 May 2022 10:00:00 +0900\nAda <support@example.com> wrote:\n\n> x'],
    ['an older program in Japanese', ja, 'サポートさんは書きました:\n> 再起動しましたか。'],
    [
      'a Samsung phone in Korean',
      ko,
      '-------- 원본 이메일 --------\n발신: Ada <support@example.com>\n날짜: 22/5/3 오전 10:00 (GMT+09:00)\n받은 사람: kim@example.com\n제목: x\n\nx',
    ],
    ['Thunderbird in Korean', ko, '2022-05-03 오전 10:00에 Ada 이(가) 쓴 글:\n> 다시'],
    [
      'Apple Mail in Korean',
      ko,
      '나의 iPhone에서 보냄\n\n2022. 5. 3. 오전 10:00, Ada <support@example.com> 작성:\n\n> 다시',
    ],
  ])('[TRM3] %s', (_, own, added) => {
    expect(trimReply(`${own}\n\n${added}`)).toEqual({ text: own, isTrimmed: true })
  })

  test.each([
    [
      'Outlook',
      '________________________________\nFrom: Ada <support@example.com>\nSent: Tuesday, May 3, 2022 10:00 AM\nTo: Bo\nSubject: RE: x\n\nhi',
    ],
    [
      'Outlook, bold turned to stars',
      '*From:* Ada <support@example.com>\n*Sent:* Tuesday, May 3, 2022 10:00 AM\n*To:* Bo\n*Subject:* RE: x\n\nhi',
    ],
    ['Gmail', 'On Tue, May 3, 2022 at 10:00 AM Ada <support@example.com>\nwrote:\n\n> hi'],
    ['Apple Mail', '> On May 3, 2022, at 10:00, Ada <support@example.com> wrote:\n> \n> hi'],
    ['Yahoo', '    On Tuesday, May 3, 2022, 10:00:00 AM GMT+2, Ada <support@example.com> wrote:  \n \n hi there'],
    [
      'Android',
      '-------- Original message --------\nFrom: Ada <support@example.com>\nDate: 5/3/22  10:00 AM  (GMT+01:00)\nSubject: x\n\nhi',
    ],
    ['Zoho', '---- On Tue, 03 May 2022 10:00:00 +0200 Ada <support@example.com> wrote ---\n\nhi'],
    ['a helpdesk', '##- Please type your reply above this line -##\n\nYour request has been updated.'],
    ['German, its address broken', 'Am 21.04.2016 17:48 schrieb "Ada" <ada@example.com\n>:\n\n> hi'],
    ['German', 'Am Di., 3. Mai 2022 um 10:00 Uhr schrieb Ada <support@example.com>:\n\n> hi'],
    [
      'GMX',
      'Gesendet: Dienstag, 03. Mai 2022 um 10:00 Uhr\nVon: "Ada" <support@example.com>\nAn: bo@example.com\nBetreff: x\n\nhi',
    ],
    ['French', 'Le mar. 3 mai 2022 à 10:00, Ada <support@example.com> a écrit :\n\n> hi'],
    [
      'Outlook in French',
      'De : Ada <support@example.com>\nEnvoyé : mardi 3 mai 2022 10:00\nÀ : Bo\nObjet : RE: x\n\nhi',
    ],
    ['Spanish', 'El mar, 3 may 2022 a las 10:00, Ada (<support@example.com>) escribió:\n\n> hi'],
    ['Italian', 'Il giorno mar 3 mag 2022 alle ore 10:00 Ada <support@example.com> ha scritto:\n\n> hi'],
    ['Portuguese', 'Em ter., 3 de mai. de 2022 às 10:00, Ada <support@example.com> escreveu:\n\n> hi'],
    ['Dutch', 'Op di 3 mei 2022 om 10:00 schreef Ada <support@example.com>:\n\n> hi'],
    ['Swedish', 'tis 3 maj 2022 kl. 10:00 skrev Ada <support@example.com>:\n\n> hi'],
    ['Finnish', 'ti 3. toukok. 2022 klo 10.00 Ada (support@example.com) kirjoitti:\n\n> hi'],
    ['Polish', 'wt., 3 maj 2022 o 10:00 Ada <support@example.com> napisał(a):\n\n> hi'],
    ['Czech', 'út 3. 5. 2022 v 10:00 odesílatel Ada <support@example.com> napsal:\n\n> hi'],
    ['Hungarian', 'Ada <support@example.com> ezt írta (időpont: 2022. máj. 3., K, 10:00):\n\n> hi'],
    ['Russian', 'вт, 3 мая 2022 г. в 10:00, Ada <support@example.com>:\n\n> hi'],
    ['Turkish', 'Ada <support@example.com>, 3 May 2022 Sal, 10:00 tarihinde şunu yazdı:\n\n> hi'],
    ['Greek', 'Στις Τρί 3 Μαΐ 2022 στις 10:00 π.μ., ο/η Ada <support@example.com> έγραψε:\n\n> hi'],
    ['Hebrew', 'בתאריך יום ג׳, 3 במאי 2022 ב-10:00 מאת Ada <support@example.com>:\n\n> hi'],
    ['Arabic', 'في الثلاثاء، ٣ مايو ٢٠٢٢ في ١٠:٠٠ ص تمت كتابة ما يلي بواسطة Ada <support@example.com>:\n\n> hi'],
    ['Vietnamese', 'Vào Th 3, 3 thg 5, 2022 vào lúc 10:00 Ada <support@example.com> đã viết:\n\n> hi'],
    ['Thai', 'ในวันที่ อ. 3 พ.ค. 2022 เวลา 10:00 Ada <support@example.com> เขียนว่า:\n\n> hi'],
    ['a signature', '-- \nBo\nACME Ltd.'],
    ['a phone', 'Sent from my iPhone'],
    ['a phone and an address', 'Get Outlook for iOS<https://aka.ms/o0ukef>'],
    [
      'the footer of a list',
      '> hi\n\n_______________________________________________\nusers mailing list\nusers@example.org',
    ],
  ])('[TRM4] %s', (_, added) => {
    expect(trimReply(`It works, thanks.\n\n${added}`)).toEqual({ text: 'It works, thanks.', isTrimmed: true })
  })
})

describe('what somebody wrote stays', () => {
  test.each([
    [
      'a quotation in prose',
      'Hello,\n\nOn 3 May 2024 at 14:05, your agent Max wrote:\n\nYour refund is approved.\n\nBut I did not get it.',
    ],
    [
      'a quotation in German prose',
      'Hallo,\nam 03.05.2024 um 10:00 schrieb mir Ihr Kollege Max:\nDie Erstattung kommt.\nSie kam nicht.',
    ],
    ['a quotation in Japanese prose', 'こんにちは。\n\nサポートさんは書きました：\n返金できます。\nまだです。'],
    ['a quotation in Chinese prose', '你好，\n\n在2022年5月3日客服写道：\n可以退款。\n但是我没有收到。'],
    ['a list of places', 'Please change my order.\nFrom: Berlin\nTo: Hamburg\nThanks'],
    [
      'a log line with an address and a time',
      'Problems since 2024-05-03 10:00 with user ada@example.com:\n- cannot log in\n- cannot reset',
    ],
    ['paragraphs between dashes', 'Here is the list\n---\none\ntwo\n---\nthree'],
    ['a redirection in a shell', 'I ran this:\n$ cat a > b\n> second line\nand it failed.'],
    ['how something was sent', 'I shipped it.\nSent via DHL on Monday'],
    ['where something was sent from', 'Sent from my desk, which is easier than my phone.'],
    [
      'a long text below dashes',
      `Hello\n--\n${Array.from({ length: 20 }, (_, i) => `${i}. thing number ${i} is broken`).join('\n')}`,
    ],
    ['an answer of one emoji', '👍'],
    ['nothing but a quote', '> please call me\n> thanks'],
    [
      'nothing but an embedded message',
      'From: Ada <ada@example.com>\nSent: Tuesday, May 3, 2022 10:00 AM\nTo: Bo\nSubject: x\n\nThe error is 5.',
    ],
  ])('[TRM5] %s', (_, text) => {
    expect(trimReply(text)).toEqual({ text, isTrimmed: false })
  })

  test.each([
    ['a Python session', 'It fails:\n>>> import x\n>>> x.y()'],
    ['a line drawn by hand', 'Serial number\n_______________\n12345'],
  ])('[TRM6] in a mail that answers nothing, also %s', (_, text) => {
    expect(trimReply(text, { isReply: false }).text).toBe(text)
  })

  test('[TRM7] a forwarded message, which is the point of its mail', () => {
    const gmail =
      'See below.\n\n---------- Forwarded message ---------\nFrom: Ada <ada@example.com>\nDate: Tue, May 3, 2022 at 10:00 AM\nSubject: x\nTo: <bo@example.com>\n\nThe error is 5.'
    const outlook =
      'See below.\n\nFrom: Ada <ada@example.com>\nSent: Tuesday, May 3, 2022 10:00 AM\nTo: Bo\nSubject: x\n\nThe error is 5.'
    expect(trimReply(gmail).text).toBe(gmail)
    expect(trimReply(outlook, { isForward: true }).text).toBe(outlook)
    expect(trimReply(outlook).text).toBe('See below.')
  })

  test('[TRM8] answers between quotes keep the quotes they answer', () => {
    const head = 'On Tue, May 3, 2022 at 10:00 AM Ada <ada@example.com> wrote:'
    const answers = '> Did you restart?\nYes.\n> And the cable?\nPlugged in.'
    expect(trimReply(`${head}\n${answers}\n> Bye\n> Ada`).text).toBe(answers)
    expect(trimReply(`${head}\n> hi\n> there\n\nIt still fails.`).text).toBe('It still fails.')
  })
})

describe('whatever the text', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '',
      '> q',
      '>> q',
      '--',
      '-- ',
      '____________',
      'On 3 May 2022 at 10:00, a@b.example wrote:',
      'From: a@b.example',
      'Sent: 3 May 2022',
      'Subject: x',
      '-----Original Message-----',
      'Sent from my iPhone',
      'Hello',
      'wrote:',
      'C> x',
      '---------- Forwarded message ---------',
    ),
    fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replaceAll('\n', ' ')),
  )

  test('[TRM9] what stays are lines of the text, in their order, and something stays if something was said', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 25 }), fc.boolean(), fc.boolean(), (lines, isReply, isForward) => {
        const text = lines.join('\n')
        const kept = trimReply(text, { isReply, isForward }).text
        let at = 0
        for (const own of kept
          .split('\n')
          .map((one) => one.trim())
          .filter((one) => one !== '')) {
          at = lines.findIndex((one, index) => index >= at && one.trim() === own) + 1
          expect(at).toBeGreaterThan(0)
        }
        expect(kept === '').toBe(text.trim() === '')
      }),
      { numRuns: 1000 },
    )
  })
})
