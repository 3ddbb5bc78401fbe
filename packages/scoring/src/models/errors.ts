import { type ErrorCatalogue, errorCatalogue } from '@casewell/errors'

const specs = {
  'bad-lexicon': {
    says: (d: { line: number; text: string }): string => `line ${d.line} of the lexicon is not one: "${d.text}".`,
    hint: 'One entry a line: word, tab, a valence within −4…4.',
  },
  'impossible-history': {
    says: (d: { frequency: number; recency: number; observed: number }): string =>
      `no customer can have ${d.frequency} repeat purchases, the last at ${d.recency}, in ${d.observed} periods.`,
    hint: 'Repeat purchases are whole; the last lies after the first purchase and within the time observed, and is 0 without one.',
  },
  'no-observations': {
    says: (d: { method: string }): string => `too few observations for ${d.method}.`,
    hint: 'Widen the period, or show "no data": a model of nothing is not a model.',
  },
  'not-identified': {
    says: (d: { method: string; parameter: string }): string =>
      `the data do not tell ${d.method} what ${d.parameter} is: its likelihood is flat there.`,
    hint: 'Collect more data, or more varied data, or use a model with fewer parameters.',
  },
  collinear: {
    says: (d: { method: string; column: string }): string =>
      `${d.method} cannot tell the effect of ${d.column} from those of the columns before it.`,
    hint: 'Drop the column: it is constant, or the others determine it (all levels of a category beside the intercept do).',
  },
  separated: {
    says: (d: { method: string; columns: readonly string[] }): string =>
      `${d.columns.join(', ')} part the outcomes without overlap, so the estimate of ${d.method} is infinite.`,
    hint: 'Merge rare levels, drop the column, or collect cases of both outcomes on both sides.',
  },
  'one-outcome': {
    says: (d: { method: string; observations: number; events: number }): string =>
      `${d.method} saw ${d.events} events in ${d.observations} observations, and learns only from both outcomes.`,
    hint: 'Widen the period until both outcomes have happened.',
  },
  'unknown-level': {
    says: (d: { name: string; level: string; levels: readonly string[] }): string =>
      `"${d.level}" is not a level of ${d.name}; those are ${d.levels.join(', ')}.`,
    hint: 'List every level that occurs, the reference first.',
  },
  'empty-level': {
    says: (d: { level: string; of: string }): string =>
      `nobody chose ${d.level} of ${d.of}, so its threshold is anywhere.`,
    hint: 'Leave the level out, or merge it with its neighbour; a scale needs two levels that occur.',
  },
  'bad-answer': {
    says: (d: { person: number; item: string; answer: number }): string =>
      `person ${d.person} answered ${d.answer} to ${d.item}; answers count 0, 1, 2 ….`,
    hint: 'Shift each scale so that its lowest answer is 0, and pass null where no answer was given.',
  },
  'unequal-scales': {
    says: (d: { item: string; highest: number; expected: number }): string =>
      `${d.item} goes up to ${d.highest}, the first item to ${d.expected}; a rating scale is shared by all items.`,
    hint: 'Use the partial-credit model for items with scales of their own.',
  },
  'no-comparison': {
    says: (d: { groups: readonly string[] }): string =>
      `${d.groups.join(' and ') || 'no group'}: fewer than two groups were under watch when something ended.`,
    hint: 'Compare groups that were watched over the same stretch of time, and in which something happened.',
  },
  'no-times': {
    says: (): string => 'later cases were to judge the model, but no case says when it was.',
    hint: 'Pass atMs, one time for each row, or validate over customers.',
  },
  'no-variation': {
    says: (d: { column: string }): string => `${d.column} is the same for everybody, and so explains nothing.`,
    hint: 'Leave it out, or widen the data until it varies.',
  },
  'no-mean': {
    says: (d: { q: number; purchases: number }): string =>
      `with q = ${d.q.toPrecision(3)} the value of a purchase has no mean after ${d.purchases} purchases.`,
    hint: 'Values spread too widely for this model; use the median, or cap the largest values knowingly.',
  },
  'too-many-drivers': {
    says: (d: { drivers: number; most: number }): string =>
      `${d.drivers} drivers are too many for the exact method, which takes up to ${d.most}.`,
    hint: "Use Johnson's relative weights, or fewer drivers.",
  },
  'ragged-row': {
    says: (d: { index: number; expected: number; got: number }): string =>
      `row ${d.index} has ${d.got} entries, the others ${d.expected}.`,
    hint: 'Give every row one number for each name.',
  },
  'unequal-lengths': {
    says: (d: { what: string; one: number; other: number }): string =>
      `${d.what} should go together, but there are ${d.one} of one and ${d.other} of the other.`,
    hint: 'Pass one entry of each for every observation.',
  },
} as const

/** What can go wrong when a model is fitted or asked; a part of the package's catalogue, under the same area. */
export const modelErrors: ErrorCatalogue<'scoring', typeof specs> = /* @__PURE__ */ errorCatalogue('scoring', specs)
