import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ChoiceBlock,
  defined,
  describedWithin,
  fileBlock,
  fileForm,
  ignored,
  isQuestion,
  keysOf,
  notUnderstood,
  partyOf,
  placeText,
  pressedKey,
  textBlocks,
  userIdOf,
  userOf,
} from '../../src/contract/index.ts'

const id = fc.string({ minLength: 1 })
const blockId = id.filter((text) => !text.includes('\n'))

describe('a file that came in', () => {
  test('[CON11] has a name and a media type, whatever the vendor tells', () => {
    expect(fileBlock('7', 'voice.ogg')).toEqual({ t: 'file', ref: '7', name: 'voice.ogg', mime: 'audio/ogg' })
    expect(fileBlock('7', 'file')).toMatchObject({ name: 'file', mime: 'application/octet-stream' })
    const told = { name: 'log.txt', mime: 'text/plain; charset=utf-8' }
    expect(fileBlock('7', 'file', told)).toMatchObject({ name: 'log.txt', mime: 'text/plain' })
    expect(fileBlock('7', 'photo.jpg', { name: '', mime: 'no type' })).toMatchObject({
      name: 'photo.jpg',
      mime: 'application/octet-stream',
    })
    expect(fileBlock('7', 'photo.jpg', { name: 'a.html' }).mime).toBe('image/jpeg')
  })

  test('[CON11] goes out in a form, byte for byte, with what belongs to it', async () => {
    const form = fileForm('media', { name: 'a.bin', mime: 'image/png', bytes: new Uint8Array([0, 255]) }, { chat: 42 })
    const file = form.get('media') as File // it was set two lines above
    expect([form.get('chat'), file.name, file.type]).toEqual(['42', 'a.bin', 'image/png'])
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(new Uint8Array([0, 255]))
  })
})

describe('what was said', () => {
  test('[CON11] is text where there is some, and a place with its words and its point', () => {
    expect(textBlocks('a', undefined, '', 'b')).toEqual([
      { t: 'text', text: 'a' },
      { t: 'text', text: 'b' },
    ])
    expect(placeText(0, '13.4', 'Alexanderplatz', undefined)).toBe('Alexanderplatz\ngeo:0,13.4')
    expect(placeText(undefined, 13.4, 'Alexanderplatz')).toBe('Alexanderplatz')
  })

  test('[CON13] or known to be of no use is ignored, under an id of its content if it has none', () => {
    const raw = { follow: true }
    expect(ignored(raw, 'follow', 'e1')).toEqual({ type: 'ignored', id: 'e1', reason: 'follow', raw })
    expect(ignored(raw, 'follow').id).toBe(notUnderstood(raw, 'follow').id)
  })
})

describe('what is pressed', () => {
  test('[CON12] comes back as the button or the option that it was, whatever the ids', () => {
    fc.assert(
      fc.property(id, blockId, (action, block) => {
        const [button] = keysOf({ t: 'buttons', text: '?', buttons: [{ id: action, label: 'x' }] })
        const [option] = keysOf({ t: 'choice', id: block, text: '?', options: [{ id: action, label: 'x' }] })
        expect(pressedKey(button?.data ?? '')).toEqual({ action })
        expect(pressedKey(option?.data ?? '')).toEqual({ action, block })
      }),
    )
  })

  test('[CON12] is nothing of ours if we have not made it', () => {
    for (const data of ['', 'b', 'c', 'cx', 'c\nx', 'cx\n', 'menu']) expect(pressedKey(data)).toBeUndefined()
    expect(keysOf({ t: 'text', text: 'x' })).toEqual([])
    expect([isQuestion(undefined), isQuestion({ t: 'text', text: 'x' })]).toEqual([false, false])
  })

  test('[CON12] has its description beside it, or in the question if that is too long', () => {
    const choice: ChoiceBlock = {
      t: 'choice',
      id: 'speaker',
      text: 'Which one?',
      options: [
        { id: 'max', label: 'Max', description: '12345' },
        { id: 'mini', label: 'Mini', description: '123456' },
      ],
    }
    expect(describedWithin(choice, 5)).toEqual({
      ...choice,
      text: 'Which one?\nMini: 123456',
      options: [choice.options[0], { id: 'mini', label: 'Mini' }],
    })
    expect(describedWithin(choice, 6)).toEqual(choice)
    const buttons = { t: 'buttons', text: '?', buttons: [{ id: 'a', label: 'A' }] } as const
    expect(describedWithin(buttons, 1)).toBe(buttons)
  })
})

describe('an account', () => {
  test('[CON13] names its issuer, and no other issuer reads it', () => {
    const bob = userOf('slack:T1', 'U7', 'Bob')
    expect(bob).toEqual({ handle: { kind: 'user', value: 'slack:T1:U7', assurance: 'verified' }, name: 'Bob' })
    expect(userIdOf('slack:T1', bob.handle)).toBe('U7')
    expect(userIdOf('slack:T', bob.handle)).toBeUndefined()
    expect(userIdOf('slack:T1', { ...bob.handle, kind: 'email' })).toBeUndefined()
  })

  test('[CON13] has a name only if there is one, as every field that a vendor leaves out', () => {
    expect(Object.keys(partyOf({ kind: 'phone', value: '+4930', assurance: 'asserted' }))).toEqual(['handle'])
    expect(Object.keys(userOf('line', 'U1', '', 'unverified'))).toEqual(['handle'])
    const event: { readonly id: string; readonly label?: string } = defined({ id: '7', label: undefined })
    expect(Object.keys(event)).toEqual(['id'])
  })
})
