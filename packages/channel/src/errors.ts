import { type ErrorCatalogue, errorCatalogue } from '@casewell/errors'

const specs = {
  'bad-config': {
    says: (d: { channel: string; account: string; reason: string }) =>
      `the settings of ${d.channel} "${d.account}" do not fit: ${d.reason}.`,
    hint: 'Correct the options given to the channel; its page lists them with units and defaults.',
  },
  'no-entry': {
    says: (d: { what: string; id: string }) => `there is no ${d.what} ${d.id}.`,
    hint: 'List them: somebody else may have dealt with it.',
  },
  'cannot-send': {
    says: (d: { channel: string }) => `channel ${d.channel} cannot send.`,
    hint: 'Answer on another conversation of the case, or give the channel a way out.',
  },
  cannot: {
    says: (d: { channel: string; what: string }) => `channel ${d.channel} cannot ${d.what}.`,
    hint: "Look at the channel's `can` first: what it does not declare, it does not do.",
  },
  'bad-preference': {
    says: (d: { reason: string }) => `this preference cannot be kept: ${d.reason}.`,
    hint: 'Correct it: times as `22:00`, zones as `Asia/Shanghai`, languages as `zh-CN`.',
  },
  'listen-failed': {
    says: (d: { channel: string; account: string; failures: number; reason: string }) =>
      `channel ${d.channel} "${d.account}" hears nothing (failures in a row: ${d.failures}): ${d.reason}.`,
    hint: 'It starts again by itself after a pause. If this goes on, look at the token and its rights, and at the way to the vendor.',
  },
  'did-not-stop': {
    says: (d: { channel: string; afterMs: number }) =>
      `channel ${d.channel} still listens ${d.afterMs} ms after it was told to stop.`,
    hint: 'Its `listen` must end when `context.signal` aborts; what it holds open is left behind.',
  },
  'file-failed': {
    says: (d: { channel: string; name: string; reason: string }) =>
      `file "${d.name}" did not come from ${d.channel}: ${d.reason}.`,
    hint: 'Nothing was acknowledged: the vendor delivers again. If it stays so, look at the token and its rights.',
  },
} as const

/** Everything that can go wrong around a channel. */
export const channelErrors: ErrorCatalogue<'channel', typeof specs> = errorCatalogue('channel', specs)
