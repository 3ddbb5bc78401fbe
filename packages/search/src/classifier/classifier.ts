import { pack } from '../snapshot/bytes.ts'
import { type Calibration, probabilityOf } from './calibration.ts'
import { type Model, say } from './model.ts'
import type { Thresholds } from './thresholds.ts'

/** `known`: the first label answers; `new`: no label does; `uncertain`: a person should look. */
export type Verdict = 'known' | 'uncertain' | 'new'

/** What a text is about. */
export interface Classified {
  readonly verdict: Verdict
  /** The likeliest label. */
  readonly label: string
  /** 0…1: how likely that label is right, where the text may also be new. */
  readonly probability: number
  /** The likeliest labels, the first included, and how likely each is beside the others. */
  readonly labels: readonly { readonly label: string; readonly share: number }[]
}

/** What the training found out about itself, on examples it was not trained on. */
export interface TrainReport extends Thresholds {
  readonly examples: number
  readonly labels: number
  /** Texts that were tried in the rehearsal. */
  readonly tried: number
}

/** All that a classifier is made of. */
export interface Trained {
  readonly model: Model
  readonly calibration: Calibration
  readonly report: TrainReport
  /** What tells the analyzer from others. */
  readonly analyzer: string
}

/** Tells what a text is about, or that it is about something new. */
export class Classifier {
  readonly #trained: Trained

  /** Made by `trainClassifier` and `restoreClassifier`. */
  constructor(trained: Trained) {
    this.#trained = trained
  }

  /** What was promised, and how it was found out. */
  get report(): TrainReport {
    return this.#trained.report
  }

  /** @param most - of how many labels to tell, 1 at least */
  classify(text: string, most = 3): Classified {
    const { model, calibration, report } = this.#trained
    const { labels, signal } = say(model, text, Math.max(1, most))
    const probability = probabilityOf(calibration, signal)
    return { verdict: verdictOf(probability, report), label: labels[0]?.label ?? '', probability, labels }
  }

  /** Everything that was learnt, as bytes for `restoreClassifier`. No text of an example is in it, but its words are. */
  snapshot(): Uint8Array {
    const { encoder: _, ...model } = this.#trained.model
    return pack({ ...this.#trained, model })
  }
}

function verdictOf(probability: number, { known, new: fresh }: Thresholds): Verdict {
  if (known !== undefined && probability >= known) return 'known'
  return probability < fresh ? 'new' : 'uncertain'
}
