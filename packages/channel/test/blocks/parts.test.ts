import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { partsOf } from '../../src/blocks/parts.ts'
import type { Block, Can, Limits } from '../../src/index.ts'

const buttons = {
  t: 'buttons',
  text: 'Call you?',
  buttons: [
    { id: 'y', label: 'Yes' },
    { id: 'n', label: 'No' },
  ],
} as const
const choice = {
  t: 'choice',
  id: 'm',
  text: 'Model?',
  options: [
    { id: '1', label: 'One' },
    { id: '2', label: 'Two' },
  ],
} as const
const card = {
  t: 'card',
  title: 'Order 7',
  fields: [{ label: 'By', value: 'pigeon' }],
  url: 'https://x.example/7',
} as const
const form = {
  t: 'form',
  id: 'f',
  title: 'Return',
  fields: [{ id: 'w', label: 'Why', type: 'text' }],
} as const
const template = {
  t: 'template',
  name: 'sent',
  language: 'en',
  parameters: ['7'],
  text: 'Order 7 was sent.',
} as const
const file = {
  t: 'file',
  ref: 'b',
  name: 'manual.pdf',
  mime: 'application/pdf',
  bytes: new Uint8Array(10),
} as const
const hello = { t: 'text', text: 'Hello.' } as const
const all = [hello, buttons, choice, card, form, template, file] as const

const parts = (blocks: readonly Block[], can: Can = {}, limits: Limits = {}) => partsOf(blocks, { can, limits })

describe('what shall be said', () => {
  test('[PART3] is all text for a channel that knows nothing else, and says everything', () => {
    expect(parts(all)).toEqual([
      {
        blocks: expect.toSatisfy((some: readonly Block[]) => some.every(({ t }) => t === 'text')),
        text: [
          'Hello.',
          'Call you?\n1. Yes\n2. No',
          'Model?\n1. One\n2. Two',
          'Order 7\nBy: pigeon\nhttps://x.example/7',
          'Return\nWhy …',
          'Order 7 was sent.',
          '[manual.pdf]',
        ].join('\n\n'),
      },
    ])
  })

  test('[PART3] stays as it is where the channel declares it', () => {
    const can = {
      buttons: true,
      choice: true,
      card: true,
      form: true,
      template: true,
      files: 'out',
    } as const
    expect(parts(all, can)[0]?.blocks).toEqual(all)
  })

  test('[PART4] becomes text where it exceeds a limit: too many, too long a label, too large a file', () => {
    const can = { buttons: true, choice: true, files: 'out' } as const
    const kinds = (block: Block, limits: Limits) =>
      parts([block], can, limits).flatMap(({ blocks }) => blocks.map(({ t }) => t))
    expect([kinds(buttons, { buttons: 2 }), kinds(buttons, { buttons: 1 })]).toEqual([['buttons'], ['text']])
    expect([kinds(buttons, { labelChars: 3 }), kinds(buttons, { labelChars: 2 })]).toEqual([['buttons'], ['text']])
    expect([kinds(choice, { options: 2 }), kinds(choice, { options: 1 })]).toEqual([['choice'], ['text']])
    expect([kinds(file, { fileBytes: 10 }), kinds(file, { fileBytes: 9 })]).toEqual([['file'], ['text']])
    expect(kinds(buttons, { promptChars: 5 })).toEqual(['text', 'buttons'])
  })

  test('[PART4] becomes something simpler where there is: a choice becomes buttons, a card keeps its picture', () => {
    expect(parts([choice], { buttons: true })[0]?.blocks).toEqual([
      { t: 'buttons', text: 'Model?', buttons: choice.options },
    ])
    const image = { ...file, name: 'radio.png', mime: 'image/png' }
    expect(parts([{ ...card, image }], { files: 'out' })[0]?.blocks.map(({ t }) => t)).toEqual(['text', 'file'])
  })

  test('[PART5] goes out in as many parts as it takes, each within all limits, in order', () => {
    expect(parts([hello, file, hello], { files: 'out' }, { blocks: 1 }).map(({ blocks }) => blocks)).toEqual([
      [hello],
      [file],
      [hello],
    ])
    expect(parts([hello, hello, hello], {}, { textChars: 14 }).map(({ text }) => text)).toEqual([
      'Hello.\n\nHello.',
      'Hello.',
    ])
    expect(parts([])).toEqual([{ blocks: [], text: '' }])
  })

  test('[PART5] loses no word, whatever the limits', () => {
    const words = fc.array(fc.constantFrom('no', 'sound', 'again', '声音', '\n\n', 'x'.repeat(30)), {
      minLength: 1,
      maxLength: 30,
    })
    fc.assert(
      fc.property(words, fc.integer({ min: 5, max: 60 }), fc.integer({ min: 1, max: 3 }), (some, textChars, blocks) => {
        const given = some.map((text) => ({ t: 'text', text }) as const)
        const made = parts(given, {}, { textChars, blocks })
        expect(
          made
            .map(({ text }) => text)
            .join('')
            .replace(/\s/g, ''),
        ).toBe(some.join('').replace(/\s/g, ''))
        for (const part of made) expect(part.text.length <= textChars && part.blocks.length <= blocks).toBe(true)
      }),
    )
  })
})
