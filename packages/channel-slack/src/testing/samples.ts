import type { Sample } from '@casewell/channel/conformance'

const ts = (n: number): string => `17676000${String(n).padStart(2, '0')}.280449`
let count = 0

const event = (name: string, gives: Sample['gives'], what: object, isEcho?: true): Sample => {
  const body = {
    token: 't',
    team_id: 'T1',
    api_app_id: 'A1',
    type: 'event_callback',
    event_id: `Ev${++count}`,
    event_time: 1_767_600_000,
    event: what,
  }
  return { name, gives, body: JSON.stringify(body), ...(isEcho && { isEcho }) }
}
const pressed = (name: string, action: object): Sample => {
  const payload = {
    ...{
      type: 'block_actions',
      user: { id: 'U1', name: 'bob', team_id: 'T1' },
      team: { id: 'T1', domain: 'acme' },
      channel: { id: 'C1', name: 'help' },
    },
    ...{
      message: { ts: ts(5), thread_ts: ts(1), type: 'message' },
      actions: [{ block_id: 'x', action_ts: ts(20 + ++count), ...action }],
    },
  }
  return { name, gives: ['action'], body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString() }
}
const from = { type: 'message', user: 'U1', channel: 'C1' }
const photo = {
  id: 'F9',
  name: 'photo.jpg',
  mimetype: 'image/jpeg',
  url_private: 'https://files.slack.com/files-pri/T1-F9/photo.jpg',
}
const text = (words: string) => ({ type: 'plain_text', text: words })

/** Requests as Slack sends them, one of each kind that the channel understands. */
export const samples: readonly Sample[] = [
  event('a text', ['message'], {
    ...from,
    ts: ts(1),
    event_ts: ts(1),
    text: 'It is mute &amp; dark, see <https://a.example|this>',
  }),
  event('an answer in a thread, with a file', ['message'], {
    ...from,
    subtype: 'file_share',
    ts: ts(2),
    thread_ts: ts(1),
    text: 'Here',
    files: [photo],
  }),
  event('a private text', ['message'], { ...from, channel: 'D1', channel_type: 'im', ts: ts(3), text: 'Hello?' }),
  event('a mention', ['message'], { ...from, type: 'app_mention', ts: ts(4), text: '<@U0> help' }),
  event('a correction', ['edited'], {
    type: 'message',
    subtype: 'message_changed',
    channel: 'C1',
    event_ts: ts(6),
    message: { ts: ts(1), user: 'U1', text: 'It is mute!' },
  }),
  event('a message taken back', ['deleted'], {
    type: 'message',
    subtype: 'message_deleted',
    channel: 'C1',
    event_ts: ts(7),
    deleted_ts: ts(2),
  }),
  event('a reaction', ['reaction'], {
    type: 'reaction_added',
    user: 'U1',
    reaction: '+1',
    item: { type: 'message', channel: 'C1', ts: ts(5) },
    event_ts: ts(8),
  }),
  event('a reaction taken back', ['reaction'], {
    type: 'reaction_removed',
    user: 'U1',
    reaction: '+1',
    item: { type: 'message', channel: 'C1', ts: ts(5) },
    event_ts: ts(9),
  }),
  pressed('a pressed button', { type: 'button', action_id: 'yes', text: text('Yes, please') }),
  pressed('a choice', {
    type: 'static_select',
    action_id: 'speaker',
    selected_option: { value: 'max', text: text('Aurora Max') },
  }),
  event(
    'our own message',
    ['message'],
    { type: 'message', user: 'U0', bot_id: 'B0', channel: 'C1', ts: ts(10), thread_ts: ts(1), text: 'Which one?' },
    true,
  ),
  event('somebody who came', ['ignored'], { type: 'member_joined_channel', user: 'U1', channel: 'C1' }),
  event('a kind that is not known', ['unknown'], { type: 'telepathy' }),
]
