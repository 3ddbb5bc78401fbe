import type { Sample } from '@casewell/channel/conformance'

const bob = { id: 42, is_bot: false, first_name: 'Bob', last_name: 'Vane', language_code: 'en' }
const chat = { id: 42, type: 'private', first_name: 'Bob' }
const place = { message_id: 7, date: 1_767_600_000, chat }
const ours = {
  message_id: 8,
  date: 1_767_600_060,
  chat,
  from: { id: 123_456, is_bot: true, first_name: 'Help' },
  text: 'Which one?',
}
const photo = [
  { file_id: 'small', width: 90, height: 90 },
  { file_id: 'large', width: 800, height: 800 },
]

let updateId = 900
const sample = (name: string, gives: Sample['gives'], update: object, isEcho?: true): Sample => {
  const body = JSON.stringify({ update_id: updateId++, ...update })
  return { name, gives, body, ...(isEcho && { isEcho }) }
}

/** Updates as Telegram sends them, one of each kind that the channel understands. */
export const samples: readonly Sample[] = [
  sample('a text', ['message'], { message: { ...place, from: bob, text: 'It is mute.' } }),
  sample('a photo with a caption', ['message'], {
    message: { ...place, message_id: 9, from: bob, caption: 'This one', photo },
  }),
  sample('a voice message in a topic that quotes ours', ['message'], {
    message: {
      ...place,
      message_id: 10,
      from: bob,
      voice: { file_id: 'voice', duration: 3 },
      reply_to_message: ours,
      message_thread_id: 3,
      is_topic_message: true,
    },
  }),
  sample('a place', ['message'], {
    message: { ...place, message_id: 11, from: bob, location: { latitude: 52.5, longitude: 13.4 } },
  }),
  sample('a correction', ['edited'], {
    edited_message: { ...place, from: bob, edit_date: 1_767_600_090, text: 'It is mute!' },
  }),
  sample('a pressed button', ['action'], { callback_query: { id: '77', from: bob, data: 'byes', message: ours } }),
  sample('a choice', ['action'], { callback_query: { id: '78', from: bob, data: 'cspeaker\nmax', message: ours } }),
  sample('a reaction', ['reaction'], {
    message_reaction: {
      ...place,
      message_id: 8,
      user: bob,
      old_reaction: [],
      new_reaction: [{ type: 'emoji', emoji: '👍' }],
    },
  }),
  sample('a reaction that replaces another', ['reaction', 'reaction'], {
    message_reaction: {
      ...place,
      message_id: 8,
      user: bob,
      old_reaction: [{ type: 'emoji', emoji: '👍' }],
      new_reaction: [{ type: 'emoji', emoji: '❤' }],
    },
  }),
  sample('our own message', ['message'], { message: { ...ours, message_id: 12 } }, true),
  sample('a member who left', ['ignored'], { message: { ...place, message_id: 13, from: bob, left_chat_member: bob } }),
  sample('a block', ['ignored'], { my_chat_member: { chat, from: bob, date: 1_767_600_000 } }),
  sample('a kind that is not known', ['unknown'], { telepathy: { from: bob } }),
]
