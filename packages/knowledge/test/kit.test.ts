import { describe, expect, test } from 'vitest'
import { knowledgeRules } from '../src/conformance/index.ts'
import { type Article, type ArticleDraft, knowledgeErrors, type SearchHit, type Viewer } from '../src/contract/index.ts'
import { memoryKnowledge } from '../src/index.ts'
import { broken, caught, type Flaw } from './flawed.ts'

const all: Viewer = { audience: 'internal', proficiency: 'coach' }
const putting =
  (change: (draft: ArticleDraft, expected: number) => ArticleDraft): Flaw =>
  (honest) => ({ put: (draft, how) => honest.put(change(draft, how.expected), how) })
const hitting =
  (change: (hits: readonly SearchHit[]) => readonly SearchHit[]): Flaw =>
  (honest) => ({
    search: async (request) => {
      const answer = await honest.search(request)
      return { ...answer, hits: change(answer.hits) }
    },
  })

describe('the kit of knowledge stores finds a store', () => {
  test('[KS1] that loses a label', () =>
    caught(
      'KS1',
      putting((draft) => ({ ...draft, labels: draft.labels.slice(1) })),
    ))
  test('[KS2] that merges what should be replaced', () =>
    caught(
      'KS2',
      putting((draft, expected) => (expected > 0 ? { ...draft, labels: ['radio', 'sound'] } : draft)),
    ))
  test('[KS3] that overwrites what somebody else has written', () =>
    caught('KS3', (honest) => ({
      put: async (draft, how) => {
        const now = await honest.get(draft.id, all)
        return honest.put(draft, { ...how, expected: now?.revision ?? 0 })
      },
    })))
  test('[KS4] that compares before it waits, and writes after', () =>
    caught('KS4', (honest) => ({
      put: async (draft, how) => {
        const seen = (await honest.get(draft.id, all))?.revision ?? 0
        if (seen !== how.expected)
          throw knowledgeErrors.conflict({ article: draft.id, expected: how.expected, actual: seen, current: null })
        await new Promise((resolve) => setTimeout(resolve, 1))
        return honest.put(draft, { ...how, expected: (await honest.get(draft.id, all))?.revision ?? 0 })
      },
    })))
  test('[KS5] that takes an article without a title', () =>
    caught('KS5', (honest) => ({
      put: (draft, how) => {
        const named = Object.entries(draft.variants).map(([tag, v]) => [tag, { ...v, title: v.title || 'Untitled' }])
        return honest.put({ ...draft, variants: Object.fromEntries(named) as ArticleDraft['variants'] }, how)
      },
    })))
  test('[KS6] that trims a text', () => {
    const trimmed = (draft: ArticleDraft) => {
      const variants = Object.entries(draft.variants).map(([tag, v]) => [tag, { ...v, issue: v.issue.trimEnd() }])
      return { ...draft, variants: Object.fromEntries(variants) as ArticleDraft['variants'] }
    }
    return caught('KS6', putting(trimmed))
  })
  test('[KS7] that takes any change for a change of the text', () =>
    caught('KS7', (honest) => ({
      put: async (draft, how) => {
        const article = await honest.put(draft, how)
        const source = article.variants[article.language]
        const fresh = source && { ...article.variants, [article.language]: { ...source, basedOn: article.revision } }
        return fresh ? { ...article, variants: fresh } : article
      },
    })))
  test('[KS8] that forgets when it is closed', () => {
    const name = knowledgeRules.find(({ id }) => id === 'KS8')
    const open = async () => memoryKnowledge()
    const check = async () => name?.check({ store: await open(), reopen: open, close: async () => {} })
    return expect(check()).rejects.toThrow()
  })
  test('[KS9] that throws for an id that it does not know', () =>
    caught('KS9', (honest) => ({
      get: async (id, viewer) => {
        if (id.includes('/')) throw new Error('not a file name')
        return honest.get(id, viewer)
      },
    })))
  test('[KS10] that shows the first of a page again on the next', () =>
    caught('KS10', (honest) => ({
      list: async (viewer, query) => {
        const page = await honest.list(viewer, query)
        const { cursor } = query
        const again = cursor === undefined ? undefined : await honest.get(cursor, viewer)
        return again ? { ...page, items: [again, ...page.items].slice(0, query.limit) } : page
      },
    })))
  test('[KS11] that reads for anybody', () => caught('KS11', (honest) => ({ get: (id) => honest.get(id, all) })))
  test('[KS11] that lists for anybody', () =>
    caught('KS11', (honest) => ({ list: (_, query) => honest.list(all, query) })))
  test('[KS12] that finds by the state in which it was first put', () => {
    const seen = new Map<string, Article>()
    return caught('KS12', (honest) => ({
      put: async (draft, how) => {
        const article = await honest.put(draft, how)
        if (!seen.has(draft.id)) seen.set(draft.id, article)
        return article
      },
      get: async (id) => seen.get(id),
    }))
  })
  test('[KS13] that wants every word', () =>
    caught('KS13', (honest) => ({
      search: async (request) => {
        const answer = await honest.search(request)
        const words = request.query.toLowerCase().split(/\s+/)
        return {
          ...answer,
          hits: answer.hits.filter(({ title }) => words.every((word) => title.toLowerCase().includes(word))),
        }
      },
    })))
  test('[KS14] that adds to its index and never takes away', () => {
    const ever = new Map<string, Set<string>>()
    return caught('KS14', (honest) => ({
      put: async (draft, how) => {
        const said = ever.get(draft.id) ?? new Set()
        for (const { title } of Object.values(draft.variants)) said.add(title)
        ever.set(draft.id, said)
        const article = await honest.put(draft, how)
        await honest.learn?.(draft.id, { case: 'all', words: [...said].join(' ') })
        return article
      },
    }))
  })
  test('[KS15] that still finds what was merged', () =>
    caught('KS15', (honest) => ({
      put: async (draft, how) => honest.put({ ...draft, supersededBy: null }, how),
      get: async (id, viewer) => {
        const article = await honest.get(id, viewer)
        return article && article.revision > 1 ? { ...article, supersededBy: 'new' } : article
      },
    })))
  test('[KS16] that does not ask whether an article fits', () =>
    caught('KS16', (honest) => ({ search: ({ applies: _, ...request }) => honest.search(request) })))
  test('[KS17] that always shows the source language', () =>
    caught('KS17', (honest) => ({ search: ({ language: _, ...request }) => honest.search(request) })))
  test('[KS17] that marks the wrong places', () =>
    caught(
      'KS17',
      hitting((hits) =>
        hits.map((hit) => ({
          ...hit,
          highlights: hit.highlights.map(({ start, end }) => ({ start: start + 1, end: end + 1 })),
        })),
      ),
    ))
  test('[KS18] that counts pages and not hits', () =>
    caught('KS18', (honest) => ({
      search: (request) => honest.search({ ...request, offset: (request.offset ?? 0) * 2 }),
    })))
  test('[KS19] that completes for anybody', () =>
    caught('KS19', (honest) => ({ complete: async (text) => (await honest.complete?.(text, all)) ?? [] })))
  test('[KS19] that guesses for anybody', () =>
    caught('KS19', (honest) => ({
      search: async (request) => {
        const { didYouMean } = await honest.search({ ...request, viewer: all })
        return { ...(await honest.search(request)), ...(didYouMean !== undefined && { didYouMean }) }
      },
    })))
  test('[KS20] that promises what it does not have', () => caught('KS20', () => ({ history: undefined as never })))
  test('[KS20] that has what it denies', () =>
    caught('KS20', (honest) => ({ can: { ...honest.can, completion: false } })))
  test('[KS21] that keeps only the newest revision', () =>
    caught('KS21', (honest) => ({
      history: async (id, viewer) => ((await honest.history?.(id, viewer)) ?? []).slice(-1),
    })))
  test('[KS22] that tells the history to anybody', () =>
    caught('KS22', (honest) => ({ history: async (id) => (await honest.history?.(id, all)) ?? [] })))
  test('[KS23] that keeps the words of the last case only', () => {
    const last = new Map<string, string>()
    return caught('KS23', (honest) => ({
      learn: async (id, from) => {
        const before = last.get(id)
        if (before !== undefined && before !== from.case) await honest.learn?.(id, { case: before, words: null })
        last.set(id, from.case)
        await honest.learn?.(id, from)
      },
    }))
  })
  test('[KS24] that shows the words of a case', () =>
    caught('KS24', (honest) => {
      let words = ''
      return {
        learn: async (id, from) => {
          words = from.words ?? ''
          await honest.learn?.(id, from)
        },
        search: async (request) => {
          const answer = await honest.search(request)
          return { ...answer, hits: answer.hits.map((hit) => ({ ...hit, snippet: words })) }
        },
      }
    }))
  test('[KS25] that completes in the order of the alphabet backwards', () =>
    caught('KS25', (honest) => ({
      complete: async (text, viewer) => [...((await honest.complete?.(text, viewer)) ?? [])].reverse(),
    })))
  test('[KS26] that finds only what is spelt right', () =>
    caught('KS26', (honest) => ({
      search: async (request) => {
        const answer = await honest.search(request)
        return answer.didYouMean === undefined ? answer : { hits: [] }
      },
    })))
  test('[KS27] that counts only what it shows', () =>
    caught('KS27', (honest) => ({
      search: async (request) => {
        const answer = await honest.search(request)
        return { ...answer, total: answer.hits.length }
      },
    })))

  test('but nothing in an honest one, and it ends an exemption that is true no more', async () => {
    const ids = knowledgeRules.map(({ id }) => id)
    expect(await broken(() => ({}), ids)).toEqual([])
    expect(await broken(() => ({}), ids, { KS1: 'we were wrong once' })).toEqual(['KS1'])
  })
})
