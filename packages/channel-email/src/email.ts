import type { Accepted, ChannelApi, ListenContext } from '@casewell/channel'
import { defineChannel } from '@casewell/channel'
import type { DeskPort, Plugin } from '@casewell/core'
import type * as z from 'zod'
import { compose } from './compose.ts'
import { EmailConfig, ownAddresses } from './config.ts'
import { demandImapFlow, loadImapFlow } from './imap/imap-client.ts'
import { listenImap } from './imap/listen-imap.ts'
import { type ImportOptions, type ImportSummary, importMailbox } from './import-mailbox.ts'
import { readInbound } from './inbound/read.ts'
import { folderPostOffice, type PostOffice, smtpPostOffice } from './post-office.ts'
import { takeSentElsewhere } from './sent-elsewhere.ts'
import { listenSmtp, type SmtpListener } from './smtp-listener.ts'

/** What `desk.use(email(…))` hands back. */
export interface EmailApi extends ChannelApi {
  /** Takes one mail in, as bytes. Resolves when it is durable. */
  deliver(raw: Uint8Array): Promise<Accepted>
  /**
   * Takes in a folder of mails at any depth, a Maildir, an mbox or one mail. Again: nothing comes in twice.
   *
   * @throws `channel-email/mailbox-missing`, `channel-email/mailbox-unreadable`, `channel-email/not-a-mail`
   */
  importMailbox(path: string, options?: ImportOptions): Promise<ImportSummary>
  /** The port that the SMTP listener has; undefined while it does not listen. */
  readonly port: number | undefined
}

/**
 * E-mail as a channel: mailboxes and SMTP in, threaded answers out.
 *
 * @param account - a name of your own, such as `support`: two accounts, two names
 * @throws `channel/bad-config`
 * @example
 * ```ts
 * import { email } from '@casewell/channel-email'
 * import { testDesk } from '@casewell/core/testing'
 *
 * const { desk } = await testDesk()
 * const mail = desk.use(email('support', { address: 'help@aurora.example' }))
 * await desk.start()
 * const raw = new TextEncoder().encode('From: bob@example.com\nMessage-ID: <1@example.com>\n\nIt is mute.\n')
 * console.log((await mail.deliver(raw)).as, (await mail.deliver(raw)).as) // message duplicate
 * await desk.stop()
 * ```
 */
export function email(account: string, config: z.input<typeof EmailConfig>): Plugin<EmailApi> {
  const settings = EmailConfig.safeParse(config).data
  const office = settings ? postOfficeOf(settings) : nowhere
  let port: DeskPort | undefined
  const listen = settings?.imap && mailboxOf(settings.imap, settings, account, () => port)
  const plugin = emailChannel(office, listen)(account, config) // refuses settings that do not fit
  let listener: SmtpListener | undefined
  let api: EmailApi | undefined
  const report = (error: unknown): void => port?.report(error)
  const receive = async (raw: Uint8Array): Promise<void> => void (await api?.deliver(raw))
  return {
    ...plugin,
    setup(desk) {
      if (settings?.imap) demandImapFlow()
      port = desk
      const channel = plugin.setup(desk)
      const parsed = EmailConfig.parse(config)
      const read = async (raw: Uint8Array) => readInbound(raw, parsed, await desk.read.now())
      const deliver = async (raw: Uint8Array): Promise<Accepted> => {
        const [accepted] = await channel.accept([await read(raw)])
        return accepted ?? { as: 'ignored' }
      }
      const made: EmailApi = {
        ...channel,
        deliver,
        importMailbox: (path, options) => importMailbox(path, read, channel.accept, options),
        get port() {
          return listener?.port
        },
      }
      api = made
      return made
    },
    async start() {
      if (settings?.imap) await loadImapFlow()
      if (settings?.listen)
        listener = await listenSmtp({ ...settings.listen, maxBytes: settings.maxBytes, receive, onError: report })
      await plugin.start?.()
    },
    async stop() {
      await listener?.close()
      listener = undefined
      await plugin.stop?.()
      office.close()
    },
  }
}

function postOfficeOf({ smtp, outbox }: EmailConfig): PostOffice {
  if (smtp !== undefined) return smtpPostOffice(smtp)
  return outbox === undefined ? nowhere : folderPostOffice(outbox)
}

/** An account that only takes mail in: whoever answers on it is told so, on the case. */
const nowhere: PostOffice = {
  send: async () => ({ permanent: 'no-way-out', reason: 'this account has neither `smtp` nor `outbox`' }),
  reconcile: async () => ({ notSent: true }),
  close() {},
}

type Listen = (context: Pick<ListenContext<unknown>, 'accept' | 'cursor' | 'signal'>) => Promise<void>

/** Reads the account's mailbox while the desk runs; the runtime begins again after a failure, with back-off. */
function mailboxOf(
  settings: NonNullable<EmailConfig['imap']>,
  config: EmailConfig,
  account: string,
  port: () => DeskPort | undefined,
): Listen {
  return async (context) => {
    const desk = port()
    if (!desk) return // nothing listens before it was set up
    const reading = {
      settings,
      maxBytes: config.maxBytes,
      read: async (raw: Uint8Array, at: Date | undefined) => readInbound(raw, config, at ?? (await desk.read.now())),
      takeSent: (raw: Uint8Array, at: Date | undefined) => takeSentElsewhere({ desk, account, config }, raw, at),
      report: desk.report,
    }
    await listenImap(reading, context)
  }
}

function emailChannel(office: PostOffice, listen: Listen | undefined) {
  return defineChannel({
    id: 'email',
    config: EmailConfig,
    can: { files: 'out' },
    own: ownAddresses,
    ...(listen && { listen }),
    send: (message, { config }) => office.send(compose(message, config), config.address),
    reconcile: (message, { config }) => office.reconcile(compose(message, config)),
  })
}
