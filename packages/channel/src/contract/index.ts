export type { Block, FileBlock, TextBlock } from './block.ts'
export type {
  Accepted,
  Can,
  ChannelContext,
  ChannelDefinition,
  Http,
  InputOf,
  ListenContext,
  Needs,
  OutputOf,
  StandardSchema,
  Webhook,
} from './definition.ts'
export type { ChannelHandle, Party } from './handle.ts'
export type { DeliveryReport, Evidence, Inbound, InboundChange, InboundMessage, NotUnderstood } from './inbound.ts'
export type { Outbound, Reconciled, Sent } from './outbound.ts'
