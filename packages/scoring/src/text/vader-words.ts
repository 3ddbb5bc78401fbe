/**
 * The closed word classes of VADER's rules, with the sizes of their effects, as the reference implementation has them
 * today (Hutto & Gilbert, "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text",
 * ICWSM 2014; the sizes are the paper's, measured on raters). Which words carry a feeling of their own is not here:
 * that is the lexicon, an argument.
 */

const words = (list: string): readonly string[] => list.trim().split(/\s+/)

/** A degree adverb moves the next word's valence by this much, away from zero or towards it. */
const DEGREE = 0.293

const amplifiers = words(`
  absolutely amazingly awfully completely considerable considerably decidedly deeply effing enormous enormously
  entirely especially exceptional exceptionally extreme extremely fabulously flippin flipping frackin fracking
  frickin fricking friggin frigging fuckin fucking fuggin fugging fully greatly hella highly hugely incredible
  incredibly intensely major majorly more most particularly purely quite really remarkably so substantially
  thoroughly total totally tremendous tremendously uber unbelievably unusually utter utterly very`)

const dampeners = words(`
  almost barely hardly kind-of kinda kindof less little marginal marginally occasional occasionally partly scarce
  scarcely slight slightly somewhat sort-of sorta sortof`)

const dampeningPhrases = ['just enough', 'kind of', 'sort of']

/** Degree words and phrases: positive strengthens, negative weakens. */
export const degrees: ReadonlyMap<string, number> = new Map([
  ...amplifiers.map((word) => [word, DEGREE] as const),
  ...[...dampeners, ...dampeningPhrases].map((word) => [word, -DEGREE] as const),
])

const verbsWithNot = words(`
  aint arent cant couldnt darent didnt doesnt dont hadnt hasnt havent isnt mightnt mustnt neednt oughtnt shant
  shouldnt wasnt werent wont wouldnt`)

/** Words that turn what follows into its opposite. With an apostrophe, `n't` anywhere in a word does it too. */
const negations: ReadonlySet<string> = new Set([
  ...verbsWithNot,
  ...words('cannot despite neither never none nope nor not nothing nowhere rarely seldom uh-uh uhuh without'),
])

export const isNegation = (word: string | undefined): boolean =>
  word !== undefined && (negations.has(word) || word.includes("n't"))

/** Phrases whose feeling is not that of their words. */
export const idioms: ReadonlyMap<string, number> = new Map([
  ['the shit', 3],
  ['the bomb', 3],
  ['bad ass', 1.5],
  ['badass', 1.5],
  ['bus stop', 0],
  ['yeah right', -2],
  ['kiss of death', -1.5],
  ['to die for', 3],
  ['beating heart', 3.1],
  ['broken heart', -2.9],
])
