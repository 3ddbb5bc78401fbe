import { describe, expect, test } from 'vitest'
import { classifyMail } from '../src/classify/classify.ts'
import { parsed } from './parsed.ts'
import { mailOf } from './write-mail.ts'

const own = { addresses: ['Support@desk.example'] }

/** The class of a mail from Bo with these header lines and this text. */
async function classOf(headers: readonly string[], text = 'Hello, my printer is broken.'): Promise<string> {
  const from = headers.some((line) => /^from:/i.test(line)) ? [] : ['From: Bo <bo@example.com>']
  const raw = mailOf(...from, 'To: support@desk.example', ...headers, '', text)
  return classifyMail(await parsed(raw), own).class
}

/** A delivery status notification as Postfix writes it (RFC 3464). */
const notification = (
  recipient: readonly string[],
  original: readonly string[] = ['Message-ID: <sent-1@desk.example>'],
) =>
  mailOf(
    'Return-Path: <>',
    'From: MAILER-DAEMON@mx.example.com (Mail Delivery System)',
    'Subject: Undelivered Mail Returned to Sender',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    '',
    "I'm sorry to have to inform you that your message could not be delivered.",
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.com',
    '',
    ...recipient,
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    ...original,
    'From: support@desk.example',
    '--b--',
  )

const unknownUser = [
  'Final-Recipient: rfc822; bo@Example.COM',
  'Action: failed',
  'Status: 5.1.1',
  'Diagnostic-Code: smtp; 550 5.1.1 <bo@example.com>: no',
  '  such user',
]

describe('a delivery report', () => {
  test('[CLS1] says who was not reached, why, and which message it was', async () => {
    const { class: kind, bounce } = classifyMail(await parsed(notification(unknownUser)))
    expect(kind).toBe('bounce')
    expect(bounce).toEqual({
      kind: 'hard',
      reportingMta: 'mx.example.com',
      failedMessageId: 'sent-1@desk.example',
      recipients: [
        {
          address: 'bo@example.com',
          action: 'failed',
          status: '5.1.1',
          diagnostic: '550 5.1.1 <bo@example.com>: no such user',
        },
      ],
    })
  })

  test.each([
    ['an address that does not exist', ['Action: failed', 'Status: 5.1.1'], 'hard'],
    ['a full mailbox', ['Action: failed', 'Status: 5.2.2'], 'soft'],
    ['a failure that may pass', ['Action: failed', 'Status: 4.4.1'], 'soft'],
    ['a delay', ['Action: delayed', 'Status: 4.4.1'], 'soft'],
    ['a failure without a code', ['Action: failed'], 'hard'],
  ])('[CLS2] of %s is %s', async (_, fields, kind) => {
    const mail = await parsed(notification(['Final-Recipient: rfc822; bo@example.com', ...fields]))
    expect(classifyMail(mail).bounce?.kind).toBe(kind)
  })

  test('[CLS3] of success is a receipt', async () => {
    const mail = await parsed(
      notification(['Final-Recipient: rfc822; bo@example.com', 'Action: delivered', 'Status: 2.0.0']),
    )
    expect(classifyMail(mail)).toMatchObject({ class: 'receipt', bounce: { recipients: [{ action: 'delivered' }] } })
  })

  test('[CLS4] is recognised without the standard: qmail', async () => {
    const raw = mailOf(
      'Return-Path: <>',
      'From: MAILER-DAEMON@mx.example.com',
      'Subject: failure notice',
      '',
      'Hi. This is the qmail-send program at mx.example.com.',
      '',
      '<bo@example.com>:',
      '192.0.2.1 does not like recipient.',
      'Remote host said: 550 no such user',
      '',
      '--- Below this line is a copy of the message.',
      '',
      'Return-Path: <support@desk.example>',
      'Message-ID: <sent-1@desk.example>',
      'To: bo@example.com',
    )
    expect(classifyMail(await parsed(raw))).toMatchObject({
      class: 'bounce',
      bounce: {
        kind: 'hard',
        failedMessageId: 'sent-1@desk.example',
        recipients: [{ address: 'bo@example.com', action: 'failed' }],
      },
    })
  })

  test('[CLS5] is recognised without the standard: in Chinese, with X-Failed-Recipients, as JSON of Amazon SES', async () => {
    const chinese = mailOf(
      'Return-Path: <>',
      'From: postmaster@example.cn',
      'Subject: 系统退信',
      '',
      '您的邮件无法投递到 bo@example.cn，用户不存在。',
    )
    const exim = mailOf('From: Mail <x@mx.example.com>', 'X-Failed-Recipients: bo@example.com', 'Subject: hm', '', 'x')
    const ses = mailOf(
      'From: no-reply@sns.amazonaws.com',
      'Subject: AWS Notification Message',
      '',
      '{"notificationType":"Bounce","bounce":{"bounceType":"Transient","bouncedRecipients":[{"emailAddress":"bo@example.com"}]},"mail":{}}',
      '',
      '--',
      'footer',
    )
    for (const raw of [chinese, exim, ses]) {
      expect(classifyMail(await parsed(raw)).bounce?.recipients.map(({ address }) => address)[0]).toMatch(
        /^bo@example\.(?:cn|com)$/,
      )
    }
  })

  test('[CLS6] that a person forwards, quotes or writes about is not one', async () => {
    expect(
      await classOf(['Subject: Fwd: Undelivered Mail Returned to Sender'], 'See below: 550 5.1.1 user unknown'),
    ).toBe('human')
    expect(await classOf(['Subject: Re: Undeliverable: offer'], 'My message was not delivered, why?')).toBe('human')
    expect(
      await classOf(
        ['Subject: Delivery failed'],
        'My parcel could not be delivered, the address is unknown to the driver.',
      ),
    ).toBe('human')
    expect(
      await classOf(
        ['From: Postmaster <postmaster@example.com>', 'Subject: our mails'],
        'Your server says user unknown. Why?',
      ),
    ).toBe('human')
  })
})

describe('other machines', () => {
  test.each([
    [['Auto-Submitted: auto-replied']],
    [['Auto-Submitted: auto-replied (vacation)', 'Return-Path: <>']],
    [['X-Autoreply: yes']],
    [['Precedence: auto_reply']],
    [['X-Apple-Action: VACATION']],
    [['X-Auto-Response-Suppress: All', 'Return-Path: <>']],
    [['Subject: Automatic reply: printer']],
    [['Subject: Out of Office: printer']],
    [['Subject: Abwesenheitsnotiz: Drucker']],
    [['Subject: Réponse automatique : imprimante']],
    [['Subject: Respuesta automática: impresora']],
    [['Subject: 自动回复: 打印机']],
    [['Subject: 自動返信：プリンター']],
    [['Subject: 부재중 자동 회신']],
  ])('[CLS7] an automatic reply is one by %j', async (headers) => {
    expect(await classOf(headers)).toBe('auto-reply')
  })

  test('[CLS8] a complaint names the message that it is about (RFC 5965)', async () => {
    const raw = mailOf(
      'From: feedback@example.com',
      'Subject: FW: offer',
      'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
      '',
      '--b',
      'Content-Type: message/feedback-report',
      '',
      'Feedback-Type: abuse',
      'User-Agent: Provider/1.0',
      'Original-Rcpt-To: <bo@example.com>',
      '--b',
      'Content-Type: message/rfc822',
      '',
      'Message-ID: <sent-1@desk.example>',
      '',
      'x',
      '--b--',
    )
    expect(classifyMail(await parsed(raw))).toMatchObject({
      class: 'feedback',
      feedback: {
        type: 'abuse',
        userAgent: 'Provider/1.0',
        recipient: 'bo@example.com',
        messageId: 'sent-1@desk.example',
      },
    })
  })

  test('[CLS9] a note that a message was read is a receipt; a filter that rejects it is a bounce', async () => {
    const note = (disposition: string) =>
      mailOf(
        'From: bo@example.com',
        'Subject: Read: printer',
        'Content-Type: multipart/report; report-type=disposition-notification; boundary=b',
        '',
        '--b',
        'Content-Type: message/disposition-notification',
        '',
        'Final-Recipient: rfc822; bo@example.com',
        'Original-Message-ID: <sent-1@desk.example>',
        `Disposition: ${disposition}`,
        '--b--',
      )
    expect(classifyMail(await parsed(note('manual-action/MDN-sent-manually; displayed'))).class).toBe('receipt')
    expect(classifyMail(await parsed(note('automatic-action/MDN-sent-automatically; deleted')))).toMatchObject({
      class: 'bounce',
      bounce: { failedMessageId: 'sent-1@desk.example' },
    })
  })

  test.each([
    [['List-Id: <users.example.org>']],
    [['List-Post: <mailto:users@example.org>', 'Precedence: bulk']],
    [['Precedence: list']],
    [['Sender: users-bounces@example.org']],
    [['Return-Path: <users-bounces+bo=example.com@example.org>']],
  ])('[CLS10] mail of a list is list mail by %j', async (headers) => {
    expect(await classOf(headers)).toBe('list')
  })

  test.each([
    [['Precedence: bulk']],
    [['List-Unsubscribe: <https://example.com/u>']],
    [
      [
        'List-Id: <news.example.com>',
        'List-Unsubscribe: <https://example.com/u>',
        'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      ],
    ],
    [['Auto-Submitted: auto-generated']],
    [['From: no-reply@example.com']],
    [['From: Shop <shop.noreply@example.com>']],
  ])('[CLS11] what is sent to many or by a program is bulk by %j', async (headers) => {
    expect(await classOf(headers)).toBe('bulk')
  })

  test('[CLS12] our own mail coming back is a loop', async () => {
    expect(await classOf(['From: support@DESK.example'])).toBe('loop')
    expect(await classOf(['X-Loop: support@desk.example'])).toBe('loop')
    expect(
      await classOf(Array.from({ length: 51 }, () => 'Received: from a by b; Tue, 3 May 2022 10:00:00 +0000')),
    ).toBe('loop')
    expect(
      await classOf(Array.from({ length: 50 }, () => 'Received: from a by b; Tue, 3 May 2022 10:00:00 +0000')),
    ).toBe('human')
  })
})

describe('[CLS14] mail through a group of our own', () => {
  const group = ['Precedence: list', 'List-Unsubscribe: <mailto:x@desk.example>', 'X-Auto: no']

  test.each([
    'List-Post: <https://groups.example/g/support/post>, <mailto:Support@desk.example>',
    'List-ID: Support <support.desk.example>',
    'Mailing-list: list support@desk.example; contact support+owners@desk.example',
    'X-BeenThere: support@desk.example',
  ])('is of whoever wrote it: %s', async (field) => {
    expect(await classOf([...group, field])).toBe('human')
    expect(await classOf([...group, field.replace(/desk/i, 'other')])).toBe('list')
  })

  test('is no loop where the group sends it in its own name, if it tells who wrote it', async () => {
    const rewritten = ["From: 'Bob' via Support <support@desk.example>", 'List-Post: <mailto:support@desk.example>']
    expect(await classOf([...rewritten, 'X-Original-From: Bob <bob@example.org>'])).toBe('human')
    expect(await classOf([...rewritten, 'Reply-To: Bob <bob@example.org>'])).toBe('human')
    expect(await classOf(rewritten)).toBe('loop')
    expect(await classOf([rewritten[0] ?? '', 'X-Original-From: Bob <bob@example.org>'])).toBe('loop')
  })
})

test('[CLS13] everybody else is a person, without evidence', async () => {
  expect(await classOf([])).toBe('human')
  expect(await classOf(['Auto-Submitted: no', 'Subject: Re: office'])).toBe('human')
  expect(await classOf(['From: Form <noreply@example.com>', 'Reply-To: cy@example.com'])).toBe('human')
  expect(classifyMail(await parsed(mailOf('From: bo@example.com', '', 'x'))).evidence).toEqual([])
})
