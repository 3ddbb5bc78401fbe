import { expect, test } from 'vitest'
import { joinArchives, lists } from './archive-joins.ts'
import { hasCorpus } from './corpus-manifest.ts'

/** A newcomer and a new subject begin cases of their own, beside the old one. */
const byRule = { 'changed subject': 12, 'sender who took no part': 22, unexplained: 0 }

test.skipIf(!hasCorpus).each([
  {
    as: "lists of somebody else's",
    own: [],
    found: { answers: 69, joined: 22, ...byRule, 'answers a mail that is not here': 13 },
  },
  {
    as: 'groups of our own',
    own: lists,
    found: { answers: 69, joined: 35, ...byRule, 'answers a mail that is not here': 0 },
  },
])(
  '[COR5] archives, read as $as, are joined without a mistake, and why an answer stands apart is known (needs ../shared/data)',
  async ({ own, found }) => {
    const { wrong, missed, answers, joined } = await joinArchives(own)
    expect(wrong).toEqual([])
    const reasons = Object.fromEntries(Object.entries(missed).map(([reason, paths]) => [reason, paths.length]))
    expect({ answers, joined, ...reasons }).toEqual(found)
  },
)
