import { newArticle } from '@casewell/knowledge'
import type { Article, ArticleDraft, Change, KnowledgeStore } from '@casewell/knowledge/contract'

export const everyone = { confidence: 'validated', audience: 'public', governance: 'experience' } as const
export const team = { confidence: 'wip', audience: 'internal', governance: 'experience' } as const
export const coach = { audience: 'internal', proficiency: 'coach' } as const
export const customer = { audience: 'customer', proficiency: 'reader' } as const

/** Numbers that look thrown and are the same each time (Park & Miller, CACM 1988). */
export function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (state * 48_271) % 0x7fffffff
    return state % sides
  }
}

/** Words of an article base; those at the front are frequent, as in any language. */
const words = (
  'the router and my update a connection is sound not lamp when after password reset printer drops screen battery ' +
  'error 1603 1605 warning charger headset firmware speaker restart cable signal kettle whistles camera zoom invoice ' +
  'refund delivery account login certificate gateway tunnel voice mailbox calendar sharing backup restore licence ' +
  '升级 没有 声音 配对码 已过期 路由器 الشبكة بطيئة пароль забыт Drucker streicht déconnecté'
).split(' ')

/** Some words, the front ones more often. */
export function sentence(roll: ReturnType<typeof dice>, length: number): string {
  return Array.from({ length }, () => words[Math.min(roll(words.length), roll(words.length))] ?? '').join(' ')
}

export const labels = ['light', 'power', 'net'] as const

/** Articles that nobody would read, of lengths and languages of all kinds. */
export function drafts(count: number, seed: number): readonly ArticleDraft[] {
  const roll = dice(seed)
  return Array.from({ length: count }, (_, i) => {
    const text = {
      title: sentence(roll, 2 + roll(6)),
      issue: sentence(roll, roll(20)),
      resolution: sentence(roll, roll(60)),
    }
    const product = `product-${roll(3)}`
    return newArticle(`a${i}`, 'en', text, {
      state: everyone,
      labels: labels.filter(() => roll(2) === 0),
      appliesTo: roll(2) === 0 ? null : { products: [{ product, versions: null }], settings: {}, excludes: {} },
    })
  })
}

export const queries = (count: number, seed: number): readonly string[] => {
  const roll = dice(seed)
  return Array.from({ length: count }, () => sentence(roll, 1 + roll(9)))
}

const change: Change = { expected: 0, by: 'agent:ada', at: new Date('2026-01-05T09:00:00Z'), kind: 'created' }

export const put = (store: KnowledgeStore, draft: ArticleDraft, expected = 0): Promise<Article> =>
  store.put(draft, { ...change, expected })

export const putAll = (store: KnowledgeStore, all: readonly ArticleDraft[]): Promise<readonly Article[]> =>
  Promise.all(all.map((draft) => put(store, draft)))
