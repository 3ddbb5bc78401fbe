import { once } from 'node:events'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { SMTPServer } from 'smtp-server'
import { describe, expect, onTestFinished, test } from 'vitest'
import { email } from '../src/index.ts'
import { emailScene } from './email-scene.ts'
import { letter } from './letter.ts'

const line = (text: string): string => `${text}\n`

describe('mail that comes in', () => {
  test('[EML1] is one message whatever way it came, and two that share a Message-ID stay two', async () => {
    const { mail, ada } = await emailScene()
    const fields = { 'Message-ID': '<1@example.org>', Date: 'Mon, 5 Jan 2026 08:00:00 +0000' }
    const accepted = [
      await mail.deliver(letter(fields)),
      await mail.deliver(letter({ Received: 'from elsewhere', ...fields })),
      await mail.deliver(letter({ ...fields, From: 'Cy <cy@example.org>' }, 'Another text.\n')),
      await mail.deliver(letter(fields, 'Another text.\n')),
    ]
    expect(accepted.map((a) => a.as)).toEqual(['message', 'duplicate', 'message', 'message'])
    expect((await ada.cases.list({ view: 'recent' })).items).toHaveLength(2)
  })

  test('[EML2] is answered to whoever wrote, with everybody in copy but us, in the thread', async () => {
    const { message, answer, ada } = await emailScene({ aliases: ['sales@aurora.example'] })
    const first = await message(
      letter({
        'Message-ID': '<1@example.org>',
        References: '<0@example.org>',
        To: 'help@aurora.example, Dee <dee@example.org>',
        Cc: 'sales@aurora.example, eve@example.org',
      }),
    )
    const reply = await answer(first.case, 'Hold the power key.')
    expect(reply.to).toEqual([{ name: 'Bob', address: 'bob@example.org' }])
    expect(reply.cc.map((m) => m.address)).toEqual(['dee@example.org', 'eve@example.org'])
    expect(reply).toMatchObject({
      subject: 'Re: No sound',
      inReplyTo: ['1@example.org'],
      references: ['0@example.org', '1@example.org'],
    })
    expect(reply.from).toEqual({ name: 'Aurora', address: 'help@aurora.example' })
    const { reference } = await ada.cases.get(first.case)
    expect(reply.headers.get('x-casewell-case')).toEqual([reference])
    expect(reply.headers.has('auto-submitted')).toBe(false)
  })

  test('[EML2] is answered to Reply-To where the sender asks for it', async () => {
    const { message, answer } = await emailScene()
    const first = await message(letter({ 'Reply-To': 'Bob at home <home@example.org>' }))
    expect((await answer(first.case, 'Yes.')).to).toEqual([{ name: 'Bob at home', address: 'home@example.org' }])
  })

  test('[EML2] is answered to whoever wrote it, where a group of ours sent it on in its own name', async () => {
    const { message, answer, ada } = await emailScene()
    const first = await message(
      letter({
        From: "'Bob' via Aurora <help@aurora.example>",
        'X-Original-From': 'Bob <bob@example.org>',
        'Reply-To': 'Bob <bob@example.org>',
        'List-Post': '<mailto:help@aurora.example>',
        'List-ID': '<help.aurora.example>',
        Precedence: 'list',
      }),
    )
    expect((await ada.cases.message(first.message))?.author.name).toBe('Bob')
    expect((await answer(first.case, 'Hold the power key.')).to).toEqual([{ name: 'Bob', address: 'bob@example.org' }])
  })

  test('[EML3] finds its case by our own Message-ID, whoever answers and whatever the mail client left out', async () => {
    const { message, answer } = await emailScene()
    const first = await message(letter({ 'Message-ID': '<1@example.org>' }))
    const { messageId } = await answer(first.case, 'Hold the power key.')
    const again = await message(
      letter({ From: 'Colleague <col@example.org>', Subject: 'RE: No sound', 'In-Reply-To': `<${messageId}>` }),
    )
    expect(again).toMatchObject({ case: first.case, isNewCase: false })
    const forged = messageId.replace(/\.([a-z2-7]{12})\./, '.aaaaaaaaaaaa.')
    expect(
      (await message(letter({ From: 'Eve <eve@example.org>', Subject: 'Re: No sound', 'In-Reply-To': `<${forged}>` })))
        .isNewCase,
    ).toBe(true)
  })

  test('[EML4] tells a program from a person, and what a program wrote answers nothing', async () => {
    const { message, answer, ada } = await emailScene()
    const first = await message(letter({}))
    const { messageId } = await answer(first.case, 'We have received your message.', { isAutomatic: true })
    const away = await message(
      letter(
        { 'Auto-Submitted': 'auto-replied', Subject: 'Automatic reply: No sound', 'In-Reply-To': `<${messageId}>` },
        'I am away.\n',
      ),
    )
    expect(away.case).toBe(first.case)
    expect((await ada.cases.message(away.message))?.isAutomatic).toBe(true)
    expect((await ada.cases.get(first.case)).lastCustomerAt).toBe((await ada.cases.get(first.case)).openedAt)
  })

  test('[EML4] says of itself that a program wrote it', async () => {
    const { message, answer } = await emailScene()
    const first = await message(letter({}))
    expect(
      (await answer(first.case, 'We have received it.', { isAutomatic: true })).headers.get('auto-submitted'),
    ).toEqual(['auto-replied'])
  })

  test('[EML5] that came back is a report on the message it is about, and its case is told', async () => {
    const { message, answer, mail, ada } = await emailScene()
    const first = await message(letter({}))
    const { messageId } = await answer(first.case, 'Hold the power key.')
    const status =
      'Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; bob@example.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 no such user\n'
    const bounce = letter(
      {
        From: 'MAILER-DAEMON@example.org',
        'Return-Path': '<>',
        Subject: 'Undelivered',
        'MIME-Version': '1.0',
        'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b',
      },
      [
        line('--b'),
        line('It came back.'),
        line('--b'),
        line('Content-Type: message/delivery-status'),
        line(status),
        line('--b'),
        line('Content-Type: text/rfc822-headers'),
        line(`Message-ID: <${messageId}>`),
        line('--b--'),
      ].join('\n'),
    )
    expect(await mail.deliver(bounce)).toEqual({ as: 'report', case: first.case })
    const { items } = await ada.cases.timeline(first.case)
    expect(items.at(-1)).toMatchObject({ visibility: 'internal', text: expect.stringContaining('5.1.1') })
    expect(items.find((m) => m.direction === 'outbound' && m.visibility === 'public')?.delivery).toMatchObject({
      state: 'failed',
    })
  })

  test('[EML5] that complains about a message joins the case of that message', async () => {
    const { message, answer, ada } = await emailScene()
    const first = await message(letter({}))
    const { messageId } = await answer(first.case, 'Hold the power key.')
    const report = {
      From: 'feedback@isp.example',
      Subject: 'FW: No sound',
      'MIME-Version': '1.0',
      'Content-Type': 'multipart/report; report-type=feedback-report; boundary=b',
    }
    const parts = [
      '--b\n\nAn abuse report.\n',
      '--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: isp/1\nVersion: 1\n',
      `--b\nContent-Type: message/rfc822\n\nFrom: help@aurora.example\nMessage-ID: <${messageId}>\nSubject: Re: No sound\n\nHold.\n`,
    ]
    const complaint = await message(letter(report, `${parts.join('')}--b--\n`))
    expect(complaint).toMatchObject({ case: first.case, isNewCase: false })
    expect(await ada.cases.message(complaint.message)).toMatchObject({ isAutomatic: true, wire: { class: 'feedback' } })
  })

  test('[AUT2] makes its sender a verified one when a server of ours vouches for it', async () => {
    const vouched = { 'Authentication-Results': 'mx.aurora.example; dmarc=pass header.from=example.org' }
    const assured = async (authservIds: string[]) => {
      const { message, ada } = await emailScene({ authservIds })
      const { customer } = await ada.cases.get((await message(letter(vouched))).case)
      return (await ada.customers.handles(customer)).map(({ assurance }) => assurance)
    }
    expect(await assured(['mx.aurora.example'])).toEqual(['verified'])
    expect(await assured([])).toEqual(['unverified'])
    expect(await assured(['mx.other.example'])).toEqual(['unverified'])
  })

  test('[AUT3] that is forged joins nothing by what it says, and its case by our own signed Message-ID', async () => {
    const { message, answer } = await emailScene({ authservIds: ['mx.aurora.example'] })
    const first = await message(letter({ 'Message-ID': '<1@example.org>' }))
    const { messageId } = await answer(first.case, 'Hold the power key.')
    const forged = {
      'Authentication-Results': 'mx.aurora.example; dmarc=fail header.from=example.org',
      'Reply-To': 'eve@evil.example',
      Subject: 'Re: No sound',
    }
    const guesses = [
      { 'In-Reply-To': '<1@example.org>' },
      { References: '<1@example.org>' },
      { 'Message-ID': '<1@example.org>' },
    ]
    for (const [i, guess] of guesses.entries())
      expect((await message(letter({ ...forged, ...guess }, `Guess ${i}.\n`))).isNewCase).toBe(true)
    expect(await message(letter({ ...forged, 'In-Reply-To': `<${messageId}>` }, 'Known.\n'))).toMatchObject({
      case: first.case,
    })
    expect(await message(letter({ Subject: 'Re: No sound' }, 'Again.\n'))).toMatchObject({ case: first.case })
  })

  test('[EML6] brings files and inline images as blobs, HTML clean, quoted text folded', async () => {
    const { message, ada, desk } = await emailScene()
    const accepted = await message(
      letter(
        {
          'MIME-Version': '1.0',
          Subject: 'Re: No sound',
          'In-Reply-To': '<0@example.org>',
          'Content-Type': 'multipart/mixed; boundary=b',
        },
        [
          ...[
            line('--b'),
            line('Content-Type: multipart/alternative; boundary=a\n'),
            line('--a'),
            line('Content-Type: text/plain\n'),
            line('Still mute.\n\nOn Mon, 5 Jan 2026 at 09:00, Ada <ada@aurora.example> wrote:\n> Hold the key.'),
          ],
          ...[
            line('--a'),
            line('Content-Type: text/html\n'),
            line(
              '<p onclick="x()">Still mute.</p><script>alert(1)</script><img src="cid:p1"><img src="https://spy.example/1.gif">',
            ),
            line('--a--'),
          ],
          ...[
            line('--b'),
            line('Content-Type: image/png; name=p.png'),
            line('Content-ID: <p1>'),
            line('Content-Transfer-Encoding: base64\n'),
            line('iVBORw0KGgo='),
            line('--b--'),
          ],
        ].join(''),
      ),
    )
    const got = await ada.cases.message(accepted.message)
    expect(got).toMatchObject({ text: 'Still mute.', fullText: expect.stringContaining('Hold the key.') })
    expect(got?.html).toContain('cid:p1')
    expect(got?.html).not.toMatch(/script|onclick|spy\.example/)
    expect(got?.files).toMatchObject([{ name: 'p.png', mime: 'image/png', cid: 'p1', size: 8 }])
    const parts: Uint8Array[] = []
    for await (const part of desk.blobs.read(got?.files[0]?.blob ?? '')) parts.push(part)
    expect(Buffer.concat(parts).toString('hex')).toBe('89504e470d0a1a0a')
  })

  test('[EML7] that nobody can read, that names no sender, or that is our own is quarantined with its reason', async () => {
    const { mail } = await emailScene()
    const reasons = [
      await mail.deliver(new TextEncoder().encode('This is no mail at all.')),
      await mail.deliver(new TextEncoder().encode('Subject: from nobody\n\nHello.\n')),
      await mail.deliver(letter({ From: 'help@aurora.example' })),
    ].map((accepted) => (accepted.as === 'quarantined' ? accepted.reason : accepted.as))
    expect(reasons).toEqual(['no-header-lines', 'no-sender', 'loop'])
    expect((await mail.quarantine()).items).toHaveLength(3)
  })

  test('[EML8] comes from a folder, once, in its order, and what is no mail is named', async () => {
    const { mail, folder } = await emailScene()
    const inbox = join(folder, 'inbox', 'deep')
    mkdirSync(inbox, { recursive: true })
    for (let i = 0; i < 150; i++)
      writeFileSync(
        join(inbox, `${String(i).padStart(3, '0')}.eml`),
        letter({ 'Message-ID': `<${i}@example.org>`, Subject: `Case ${i}`, From: `c${i}@example.org` }),
      )
    writeFileSync(join(inbox, 'README'), 'Nothing to see here.')
    const [skipped, progress]: [string[], number[]] = [[], []]
    const options = {
      onSkipped: (name: string) => void skipped.push(name),
      onProgress: ({ read }: { read: number }) => void progress.push(read),
    }
    expect(await mail.importMailbox(join(folder, 'inbox'), options)).toEqual({
      read: 150,
      messages: 150,
      cases: 150,
      reports: 0,
      duplicates: 0,
      quarantined: 0,
      skipped: 1,
    })
    expect(skipped).toEqual(['deep/README'])
    expect(progress.at(-1)).toBe(150)
    expect(await mail.importMailbox(join(folder, 'inbox'))).toMatchObject({ messages: 0, duplicates: 150 })
  })
})

describe('mail by SMTP', () => {
  test('[EML9] is acknowledged when it is durable', async () => {
    const { mail, ada } = await emailScene({ listen: { port: 0 } })
    const mailer = createTransport({ host: '127.0.0.1', port: mail.port ?? 0, secure: false, ignoreTLS: true })
    await mailer.sendMail({ from: 'bob@example.org', to: 'help@aurora.example', subject: 'Grüße', text: 'Guten Tag!' })
    expect((await ada.cases.list({ view: 'recent' })).items.map((c) => c.content.subject)).toEqual(['Grüße'])
    mailer.close()
  })

  test('[EML9] is not acknowledged when it cannot be taken, and told so', async () => {
    const scene = await emailScene({ listen: { port: 0 } })
    scene.desk.blobs.write = () => Promise.reject(new Error('disk full'))
    const mailer = createTransport({ host: '127.0.0.1', port: scene.mail.port ?? 0, secure: false, ignoreTLS: true })
    const sending = mailer.sendMail({
      from: 'bob@example.org',
      to: 'help@aurora.example',
      subject: 's',
      text: 't',
      attachments: [{ filename: 'a', content: 'b' }],
    })
    await expect(sending).rejects.toMatchObject({ responseCode: 451 })
    expect(scene.errors.length).toBeGreaterThan(0)
    mailer.close()
  })

  test('[EML9] says which port another program has', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    onTestFinished(() => void taken.close())
    const { port } = taken.address() as AddressInfo
    await expect(emailScene({ listen: { port } })).rejects.toMatchObject({
      code: 'channel-email/port-in-use',
      details: { port },
    })
  })
})

/** A mail server on loopback that answers as it is told. */
async function mailServer(
  answer: (recipient: string) => Error | undefined,
  onMail: (raw: string) => Error | undefined = () => undefined,
) {
  const got: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo: ({ address }, _, done) => done(answer(address)),
    onData(stream, _, done) {
      let raw = ''
      stream.on('data', (data: Buffer) => {
        raw += data.toString()
      })
      stream.on('end', () => {
        const refusal = onMail(raw)
        if (!refusal) got.push(raw)
        done(refusal)
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  return { got, url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` }
}

const refusal = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode })

/** A mail server that takes the data and dies before it says so. */
async function dyingServer(): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.write('220 hello\r\n')
    socket.on('data', (data) => {
      const text = data.toString()
      if (text.includes('\r\n.\r\n')) socket.destroy()
      else
        for (const command of text.trim().split('\r\n'))
          socket.write(command === 'DATA' ? '354 go on\r\n' : '250 ok\r\n')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A desk that sends by a server, and the outcome of one answer. */
async function sent(url: string, cc = '') {
  const scene = await emailScene({ smtp: url, outbox: undefined })
  const first = await scene.message(letter({ ...(cc && { Cc: cc }) }))
  const { message } = await scene.ada.cases.reply(first.case, { text: 'Hold the power key.' })
  await scene.desk.settled()
  for (let i = 0; i < 400; i++) {
    const state = (await scene.ada.cases.message(message))?.delivery?.state
    if (state !== 'queued' || (await scene.mail.stuck()).items.length > 0) break
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const { items } = await scene.ada.cases.timeline(first.case)
  return {
    ...scene,
    message,
    state: (await scene.ada.cases.message(message))?.delivery?.state,
    last: items.at(-1)?.text ?? '',
  }
}

describe('answers by a mail server', () => {
  test('[EML10] go out, and what the server refuses of them is told on the case', async () => {
    const { got, url } = await mailServer((recipient) =>
      recipient.startsWith('dee') ? refusal(550, 'no such user') : undefined,
    )
    const { state, last } = await sent(url, 'dee@example.org')
    expect(state).toBe('sent')
    expect(got[0]).toContain('Hold the power key.')
    expect(last).toContain('refused 1 of 2 recipients')
  })

  test('[EML10] fail for good when the server says so for good', async () => {
    const { url } = await mailServer(() => refusal(550, 'no such user'))
    const { state, last, mail } = await sent(url)
    expect(state).toBe('failed')
    expect(last).toContain('550')
    expect((await mail.stuck()).items).toMatchObject([{ status: 'failed' }])
  })

  test('[EML10] wait when the server says later, or is not there', async () => {
    const { url } = await mailServer(() => refusal(450, 'try later'))
    expect((await sent(url)).state).toBe('queued')
    const nobody = createServer().listen(0, '127.0.0.1')
    await once(nobody, 'listening')
    const { port } = nobody.address() as AddressInfo
    nobody.close()
    expect((await sent(`smtp://127.0.0.1:${port}`)).state).toBe('queued')
  }, 30_000)

  test('[EML10] are left to a person when the line dies after the data', async () => {
    const { mail, last } = await sent(await dyingServer())
    expect((await mail.stuck()).items).toMatchObject([{ status: 'unknown' }])
    expect(last).toContain('Nobody knows')
  })

  test('[EML11] are told to have no way out where none was given', async () => {
    const { ada, desk, message, mail } = await emailScene({ outbox: undefined })
    const first = await message(letter({}))
    await ada.cases.reply(first.case, { text: 'Hello?' })
    await desk.settled()
    for (let i = 0; i < 200 && (await mail.stuck()).items.length === 0; i++)
      await new Promise((resolve) => setTimeout(resolve, 5))
    expect((await mail.stuck()).items).toMatchObject([
      { status: 'failed', reason: expect.stringContaining('neither `smtp` nor `outbox`') },
    ])
  })

  test('[EML11] are refused before they begin when the settings do not fit', () => {
    expect(() => email('support', { address: 'nobody' })).toThrow(
      expect.objectContaining({ code: 'channel/bad-config' }),
    )
    const misspelt = { address: 'a@example.org', litsen: { port: 2525 } }
    expect(() => email('support', misspelt)).toThrow(/Unrecognized key: "litsen"/)
    const inside = { address: 'a@example.org', listen: { port: 2525, hots: '::1' } }
    expect(() => email('support', inside)).toThrow(/listen: Unrecognized key: "hots"/)
    expect(() => email('support', { address: 'a@example.org', smtp: 'http://mail.example.org' })).toThrow(
      expect.objectContaining({ code: 'channel/bad-config' }),
    )
  })

  test('[EML12] carry no header that a customer smuggled in', async () => {
    const { message, answer, folder } = await emailScene()
    const first = await message(
      letter({
        From: '"Bob\\r\\nBcc: victim@example.org" <bob@example.org>',
        Subject: 'Hi =?utf-8?Q?=0D=0ABcc:_victim@example.org?=',
      }),
    )
    const reply = await answer(first.case, 'Yes.')
    expect(reply.headers.has('bcc')).toBe(false)
    expect([...reply.to, ...reply.cc].map((m) => m.address)).toEqual(['bob@example.org'])
    expect(readdirSync(folder).every((name) => name.endsWith('.eml'))).toBe(true)
  })
})
