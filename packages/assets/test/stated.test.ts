import { describe, expect, test } from 'vitest'
import { statedIn } from '../src/index.ts'

const blank = { vendor: 'Aurora', scheme: 'semver', versions: [], components: [], endOfSupport: null }
const region = { type: 'string' as const, values: [], words: ['market', '地区'] }
const products = new Map([
  ['duo', { ...blank, name: 'Aurora Duo', aliases: ['Duo'], settings: { region } }],
  ['duo-pro', { ...blank, name: 'Aurora Duo Pro', aliases: ['Duo Pro'], settings: {} }],
  ['hub', { ...blank, name: 'Hub', aliases: ['集线器'], settings: {} }],
])
const said = (text: string) => statedIn(text, products).map(({ product, key, value }) => `${product} ${key} ${value}`)

describe('a text states', () => {
  test('[SAID1] versions, each of the product named nearest', () => {
    expect(said('My Duo runs 4.2.1, the Hub still 1.9.')).toEqual(['duo version 4.2.1', 'hub version 1.9'])
    expect(said('Aurora Duo Pro, firmware 5')).toEqual(['duo-pro version 5'])
    expect(said('集线器的固件 2.0.3 有问题')).toEqual(['hub version 2.0.3'])
    expect(said('Duo v4.3.0-beta.2 crashes')).toEqual(['duo version 4.3.0-beta.2'])
  })

  test('[SAID2] a version without a product only where a word announces it', () => {
    expect(said('Since version 4.2 it is mute')).toEqual(['null version 4.2'])
    expect(said('I paid 49.90 and waited 4.5 weeks')).toEqual([])
  })

  test('[SAID3] settings that the catalogue knows, in their own words', () => {
    expect(said('The Duo has region: eu')).toEqual(['duo region eu'])
    expect(said('market is us')).toEqual(['null region us'])
    expect(said('Duo 的地区是 cn')).toEqual(['duo region cn'])
  })

  test('[SAID4] nothing by numbers that are no versions: prices, measures, times, addresses', () => {
    for (const text of [
      'Duo for 49.90 €',
      'Duo at 2.4 GHz',
      'The Duo, 12.5 kg',
      'Duo on 192.168.0.1:80',
      'Duo at 18:30',
      'Duo, 10.000,50',
    ])
      expect([text, said(text)]).toEqual([text, []])
  })

  test('[SAID5] nothing by what is only quoted', () => {
    expect(said('> My Duo runs 4.1.0\nIt is 4.2.0 now, the Duo.')).toEqual(['duo version 4.2.0'])
  })
})
