export type { ChannelApi, Quarantined, Stuck } from './channel-api.ts'
export { Claims, channelCollections, Outbox, Quarantine, References, Reports } from './collections.ts'
export type {
  Accepted,
  Block,
  Can,
  ChannelContext,
  ChannelDefinition,
  ChannelHandle,
  DeliveryReport,
  Evidence,
  FileBlock,
  Http,
  Inbound,
  InboundChange,
  InboundMessage,
  ListenContext,
  NotUnderstood,
  Outbound,
  Party,
  Reconciled,
  Sent,
  StandardSchema,
  TextBlock,
  Webhook,
} from './contract/index.ts'
export { type Channel, defineChannel } from './define-channel.ts'
export { channelErrors } from './errors.ts'
