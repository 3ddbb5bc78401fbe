import { type Analyzer, analyzer } from '../analyzer.ts'
import { snapshotErrors } from '../errors.ts'
import { unpack } from '../snapshot/bytes.ts'
import { fingerprint, refuseOther } from '../snapshot/made-with.ts'
import { Classifier, type Trained } from './classifier.ts'
import { createEncoder } from './encoder.ts'

/**
 * Makes a classifier from its snapshot.
 *
 * @param words - the analyzer it was trained with
 * @throws `search/snapshot-damaged`, `search/snapshot-differs`
 * @example
 * ```ts
 * import { restoreClassifier, trainClassifier } from '@casewell/search/classifier'
 *
 * const card = ['my card is lost', 'I lost my card', 'card gone', 'lost the card', 'where is my card']
 * const pin = ['I forgot my pin', 'pin forgotten', 'new pin please', 'change my pin', 'what is my pin']
 * const examples = [...card.map((text) => ({ text, label: 'card' })), ...pin.map((text) => ({ text, label: 'pin' }))]
 * const kept = (await trainClassifier(examples)).snapshot()
 * console.log(restoreClassifier(kept).classify('lost card').label) // card
 * ```
 */
export function restoreClassifier(snapshot: Uint8Array, words: Analyzer = analyzer()): Classifier {
  const trained = unpack(snapshot) as Trained | undefined // a classifier packed it, all but the encoder
  if (trained?.model === undefined) throw snapshotErrors['snapshot-damaged']({ bytes: snapshot.length })
  refuseOther({ analyzer: trained.analyzer }, { analyzer: fingerprint(words) })
  const { features, texts } = trained.model
  return new Classifier({ ...trained, model: { ...trained.model, encoder: createEncoder(features, texts, words) } })
}
