export {
  type ChannelName,
  type Choices,
  channels,
  type FeatureName,
  features,
  type Offer,
  type StoreName,
  stores,
} from './choices.ts'
export { createErrors } from './errors.ts'
export { project } from './project.ts'
export { run, type Surroundings } from './run.ts'
