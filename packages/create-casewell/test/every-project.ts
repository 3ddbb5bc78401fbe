import { type Choices, channels, features, project, stores } from '../src/index.ts'

const storeNames = stores.map(({ name }) => name)
const channelNames = channels.map(({ name }) => name)
const featureNames = features.map(({ name }) => name)

/** Every subset of some things, the empty one too. */
const subsets = <Thing>(things: readonly Thing[]): readonly (readonly Thing[])[] =>
  Array.from({ length: 2 ** things.length }, (_, mask) => things.filter((_, i) => mask & (1 << i)))

const name = 'my-desk'

/** All that can be chosen: 3 stores × 2⁸ channels × 2⁴ features. */
export const everything: readonly Choices[] = storeNames.flatMap((store) =>
  subsets(channelNames).flatMap((channels) =>
    subsets(featureNames).map((features) => ({ name, store, channels, features })),
  ),
)

/** Each thing alone, each pair of things, nothing, and everything: what makes a difference shows in these. */
export const covering: readonly Choices[] = storeNames.flatMap((store) => {
  const things = [...channelNames, ...featureNames]
  const few = subsets(things).filter(({ length }) => length <= 2 || length === things.length)
  return few.map((chosen) => ({
    name,
    store,
    channels: channelNames.filter((thing) => chosen.includes(thing)),
    features: featureNames.filter((thing) => chosen.includes(thing)),
  }))
})

/** The files of a project, with the same secrets each time. */
export const filesOf = (choices: Choices): ReadonlyMap<string, string> =>
  project(choices, { release: '0.1.0', secret: () => 'x'.repeat(43) })

/** What was chosen, in one word that may be a folder's name. */
export const labelOf = ({ store, channels, features }: Choices): string => [store, ...channels, ...features].join('-')
