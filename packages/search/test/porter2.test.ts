import { describe, expect, test } from 'vitest'
import { porter2 } from '../src/index.ts'

// Every pair below is from the description of the algorithm at snowballstem.org/algorithms/english/stemmer.html, or
// from the table of sample words on that page.
describe('the English stemmer', () => {
  test.each([
    ['consign', 'consign'],
    ['consigned', 'consign'],
    ['consistency', 'consist'],
    ['consolation', 'consol'],
    ['consolingly', 'consol'],
    ['conspicuously', 'conspicu'],
    ['knackeries', 'knackeri'],
    ['knavish', 'knavish'],
    ['kneading', 'knead'],
    ['knightly', 'knight'],
    ['knocked', 'knock'],
  ])('[PO1] stems %s to %s, as the sample vocabulary has it', (word, stem) => expect(porter2(word)).toBe(stem))

  test.each([
    ['ties', 'tie'],
    ['cries', 'cri'],
    ['gas', 'gas'],
    ['this', 'this'],
    ['gaps', 'gap'],
    ['kiwis', 'kiwi'],
    ["boy's", 'boy'],
    ['cry', 'cri'],
    ['by', 'by'],
    ['say', 'say'],
  ])('[PO1] takes the plural and the owner off: %s to %s', (word, stem) => expect(porter2(word)).toBe(stem))

  test.each([
    ['luxuriated', 'luxuri'],
    ['hopping', 'hop'],
    ['hoping', 'hope'],
    ['adding', 'add'],
    ['egging', 'egg'],
    ['dying', 'die'],
    ['herring', 'herring'],
    ['evening', 'evening'],
    ['proceed', 'proceed'],
    ['agreed', 'agre'],
  ])('[PO1] takes ed and ing off and mends what is left: %s to %s', (word, stem) => expect(porter2(word)).toBe(stem))

  test.each([
    [['generate', 'generates', 'generated', 'generating'], 'generat'],
    [['general', 'generally'], 'general'],
    [['generic', 'generically'], 'generic'],
    [['generous', 'generously'], 'generous'],
  ])('[PO1] brings %j together and apart from their neighbours', (family, stem) => {
    expect(new Set(family.map(porter2))).toEqual(new Set([stem]))
  })

  test.each(['skis', 'skies', 'news', 'atlas', 'only', 'ugly'])('[PO1] knows that %s is irregular', (word) => {
    const stems = { skis: 'ski', skies: 'sky', news: 'news', atlas: 'atlas', only: 'onli', ugly: 'ugli' }
    expect(porter2(word)).toBe(stems[word as keyof typeof stems]) // the words of this very table
  })

  test('[PO1] leaves words of two letters alone, and what every object inherits', () => {
    expect(['as', 'constructor', '__proto__'].map(porter2)).toEqual(['as', 'constructor', '__proto__'])
  })

  test('[PO2] leaves alone what is too long for a word', () => {
    const word = `${'unbelievab'.repeat(6)}ings`
    expect([porter2(word), porter2(`x${word}`)]).toEqual([word.slice(0, -4), `x${word}`])
  })
})
