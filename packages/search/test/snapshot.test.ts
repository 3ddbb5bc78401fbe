import { describe, expect, test } from 'vitest'
import { analyzer, createSearch } from '../src/index.ts'
import { restoreSearch, snapshotOf } from '../src/snapshot.ts'

const options = { fields: { title: 3, text: 1 }, tags: ['product'] } as const
const made = () => {
  const search = createSearch(options)
  search.put([
    {
      id: 'vpn',
      title: 'Is the VPN down?',
      text: ['The connection drops.', '重置密码'],
      product: ['gateway', '__proto__'],
    },
    { id: 'ink', title: 'Ink', text: 'The printer smears', product: 'laser' },
    { id: 'new\nline', title: 'Paper', text: 'jam' },
  ])
  search.put({ id: 'gone', title: 'Kompromat', text: 'a printer of secrets' })
  search.remove('gone')
  return search
}

describe('a snapshot', () => {
  test('[SN1] gives a search with the same answers, to the last digit', () => {
    const search = made()
    const restored = restoreSearch(snapshotOf(search), options)
    for (const query of ['vpn', 'conection', 'printer smear', '密码', 'paper jam']) {
      const ask = { explain: true, facets: ['product'] } as const
      expect(restored.find(query, ask)).toEqual(search.find(query, ask))
    }
    expect(restored.find('vpn', { where: { product: '__proto__' } }).hits.length).toBe(1)
    expect(restored.size).toBe(3)
  })

  test('[SN1] gives a search that can be edited', () => {
    const restored = restoreSearch(snapshotOf(made()), options)
    restored.put({ id: 'vpn', title: 'Gateway' })
    restored.remove('ink')
    restored.put({ id: 'toner', title: 'Toner of the printer' })
    expect(restored.find('vpn').hits).toEqual([])
    expect(restored.find('printer').hits.map(({ id }) => id)).toEqual(['toner'])
  })

  test('[SN2] holds nothing of a removed entry', () => {
    const text = new TextDecoder().decode(snapshotOf(made()))
    expect(text).toContain('printer')
    expect(text).not.toContain('kompromat')
    expect(text).not.toContain('gone')
  })

  test('[SN3] that is not whole is refused', () => {
    const bytes = snapshotOf(made())
    const damaged = bytes.slice()
    damaged[damaged.length - 20] = 255 - (damaged[damaged.length - 20] ?? 0)
    for (const wrong of [damaged, bytes.slice(0, -4), bytes.slice(0, -1), bytes.slice(0, 8), new Uint8Array(0)]) {
      expect(() => restoreSearch(wrong, options)).toThrow(expect.objectContaining({ code: 'search/snapshot-damaged' }))
    }
  })

  test('[SN3] of other fields, tags or another analyzer is refused, and says which', () => {
    const bytes = snapshotOf(made())
    const refusal = { code: 'search/snapshot-differs' }
    expect(() => restoreSearch(bytes, { ...options, fields: { title: 3 } })).toThrow(
      'the snapshot was made with other fields (title × 3, text × 1) than this search has (title × 3).',
    )
    expect(() => restoreSearch(bytes, { fields: options.fields })).toThrow(expect.objectContaining(refusal))
    expect(() => restoreSearch(bytes, { ...options, analyzer: analyzer({ stem: (word) => word }) })).toThrow(
      expect.objectContaining(refusal),
    )
  })

  test('[SN4] may lie anywhere in a larger array of bytes', () => {
    const bytes = snapshotOf(made())
    const shifted = new Uint8Array(bytes.length + 3)
    shifted.set(bytes, 3)
    expect(restoreSearch(shifted.subarray(3), options).find('printer').hits.length).toBe(1)
  })

  test('[SN4] of an empty search is one too', () => {
    expect(restoreSearch(snapshotOf(createSearch(options)), options).find('vpn')).toEqual({ hits: [] })
  })
})
