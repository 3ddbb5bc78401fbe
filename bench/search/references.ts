import type { MakeEngine } from './engine.ts'
import { flexsearch } from './engines/flexsearch.ts'
import { fts5 } from './engines/fts5.ts'
import { lunrEngine } from './engines/lunr.ts'
import { minisearch } from './engines/minisearch.ts'
import { orama } from './engines/orama.ts'
import { wink } from './engines/wink.ts'

/**
 * What we are measured against, each at its best: any term may match, English stems and a stop list plugged in (they
 * raise the means), Chinese words by `Intl.Segmenter`, titles weighted as suits the library best over all collections.
 */
export const references: Readonly<Record<string, MakeEngine>> = {
  minisearch: minisearch(),
  'wink-bm25': wink,
  orama,
  flexsearch,
  lunr: lunrEngine,
  'sqlite-fts5': fts5,
}
