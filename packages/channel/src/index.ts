export type { ChannelApi, Quarantined, Stuck } from './channel-api.ts'
export {
  Claims,
  channelCollections,
  Lines,
  MergeSuggestions,
  Outbox,
  Preferences,
  Quarantine,
  References,
  Reports,
} from './collections.ts'
export type {
  Accepted,
  Block,
  Button,
  ButtonsBlock,
  Can,
  CardBlock,
  ChannelContext,
  ChannelDefinition,
  ChannelHandle,
  ChoiceBlock,
  DeliveryReport,
  Evidence,
  FileBlock,
  FormBlock,
  Http,
  Inbound,
  InboundAction,
  InboundCall,
  InboundChange,
  InboundMessage,
  Limits,
  ListenContext,
  Methods,
  NotSent,
  NotUnderstood,
  Outbound,
  Party,
  Rate,
  Reaction,
  Reconciled,
  Sent,
  Signal,
  StandardSchema,
  TemplateBlock,
  TextBlock,
  Webhook,
  Where,
} from './contract/index.ts'
export type { Health } from './contract/supervise.ts'
export { type Channel, defineChannel } from './define-channel.ts'
export { channelErrors } from './errors.ts'
export { type NodeListenerOptions, nodeListener } from './http/node-listener.ts'
export { type WebHandler, webhooks } from './http/webhooks.ts'
export type { Reread } from './inbound/replay.ts'
export { type RepliedTo, repliedTo } from './inbound/replied-to.ts'
export type { SignalListener } from './inbound/signals.ts'
export { type ComposeOptions, compose } from './outbound/compose.ts'
export { keepSent, type SentElsewhere } from './outbound/keep-sent.ts'
export type { Preference } from './reach/learn.ts'
export { answerMerge, type MergeSuggestion, mergeSuggestions } from './reach/merges.ts'
export { preferencesOf, type Stated, statePreference, type Transacting } from './reach/preferences.ts'
export type { AccountOptions } from './runtime.ts'
