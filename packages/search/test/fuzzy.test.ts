import { describe, expect, test } from 'vitest'
import { editDistance } from '../src/edit-distance.ts'
import { createSearch } from '../src/index.ts'
import { trigrams } from '../src/lookalikes.ts'

const search = createSearch({ fields: { title: 3, text: 1 } })
search.put([
  { id: 'vpn', title: 'The VPN drops every hour', text: 'Renew the certificate of the gateway.' },
  { id: 'ink', title: 'The printer smears', text: 'Clean the drum with a dry cloth.' },
  { id: 'password', title: 'Forgotten password', text: 'Choose a new password; passwords expire.' },
  { id: 'e1603', title: 'Error 1603', text: 'The installation failed.' },
  { id: 'e1605', title: 'Error 1605', text: 'The product is not installed.' },
  { id: 'insurance', title: 'Krankenversicherung', text: 'Wer zahlt die Beiträge?' },
  { id: 'clave', title: 'Cambiar la contraseña', text: 'Abra los ajustes.' },
  { id: 'router', title: 'Перезагрузка маршрутизатора', text: 'Выключите и включите.' },
])
const first = (query: string) => search.find(query).hits[0]?.id

describe('a word that looks like another', () => {
  test.each([
    ['pasword', 'password', 'a letter left out'],
    ['passwoord', 'password', 'a letter too many'],
    ['passqord', 'password', 'a wrong letter'],
    ['passwrod', 'password', 'two letters swapped'],
    ['vpm', 'vpn', 'a wrong letter in a short word'],
    ['certifcate gatway', 'vpn', 'two misspelt words'],
  ])('[FZ1] finds what was meant by %s: %s (%s)', (query, id) => expect(first(query)).toBe(id))

  test('[FZ1] finds compounds and inflections where there is no stemmer', () => {
    expect(first('Versicherung')).toBe('insurance')
    expect(first('перезагрузить маршрутизатор')).toBe('router')
  })

  test('[FZ1] is found without its accents, and with accents it never had', () => {
    expect(first('contrasena')).toBe('clave')
    expect(first('pássword')).toBe('password')
  })

  test('[FZ2] is never another number: error 1603 is not error 1605', () => {
    expect(search.find('1603').hits.map(({ id }) => id)).toEqual(['e1603'])
    expect(search.find('1604')).toEqual({ hits: [] })
  })

  test('[FZ3] counts less than the word itself', () => {
    const both = createSearch({ fields: { text: 1 } })
    both.put([
      { id: 'like', text: 'passport' },
      { id: 'same', text: 'password' },
      { id: 'else', text: 'ink' },
    ])
    expect(both.find('password').hits.map(({ id }) => id)).toEqual(['same', 'like'])
  })

  test('[FZ4] does not answer where only the very word shall', () => {
    expect(search.find('pasword', { fuzzy: false })).toMatchObject({ hits: [], didYouMean: 'password' })
  })

  test('[FZ5] is offered as what was meant, the rest of the query as it was written', () => {
    expect(search.find('Forgoten my PASWORD?').didYouMean).toBe('forgotten my password?')
    expect(search.find('Forgotten password').didYouMean).toBeUndefined()
    expect(search.find('xylophone').didYouMean).toBeUndefined()
  })

  test('[FZ5] is offered as its most common spelling among those that are equally near', () => {
    const two = createSearch({ fields: { text: 1 } })
    two.put(['mouse', 'house', 'house'].map((text, i) => ({ id: `${i}`, text })))
    expect(two.find('bouse').didYouMean).toBe('house')
  })
})

describe('how far words are apart', () => {
  test.each([
    ['ca', 'abc', 3], // Damerau's own case: optimal string alignment edits no letter twice
    ['kitten', 'sitting', 3],
    ['teh', 'the', 1],
    ['', 'abc', 3],
    ['same', 'same', 0],
  ])('[FZ6] from "%s" to "%s" are %i edits', (a, b, edits) => expect(editDistance(a, b)).toBe(edits))

  test('[FZ6] is told by trigrams, of which the last three count half', () => {
    expect([...trigrams('route')]).toEqual([
      ['^ro', 1],
      ['rou', 1],
      ['out', 0.5],
      ['ute', 0.5],
      ['te$', 0.5],
    ])
  })

  test('[FZ6] is told by all trigrams alike where words change at both ends', () => {
    expect(new Set(trigrams('العربية').values())).toEqual(new Set([1]))
  })
})

describe('a word still being typed', () => {
  test('[PR1] is answered by what begins with it', () => {
    expect(search.find('pass', { prefix: true }).hits[0]?.id).toBe('password')
    expect(search.find('renew cert', { prefix: true }).hits[0]?.id).toBe('vpn')
    expect(search.find('160', { prefix: true }).hits.map(({ id }) => id)).toEqual(['e1603', 'e1605'])
    expect(search.find('c', { prefix: true }).hits.length).toBeGreaterThan(0)
  })

  test('[PR1] is not taken for a misspelt one', () => {
    expect(search.find('certi', { prefix: true }).didYouMean).toBeUndefined()
  })

  test('[PR1] is only the last one, and only while nothing follows it', () => {
    expect(search.find('cert ', { prefix: true, fuzzy: false }).hits).toEqual([])
  })

  test('[PR2] is completed by the words that begin with it, the most common first', () => {
    expect(search.complete('forgotten pass')).toEqual(['password', 'passwords'])
    expect(search.complete('the ')).toEqual([])
    expect(search.complete('16', { limit: 1 })).toEqual(['1603'])
  })
})
