export type {
  Block,
  Button,
  ButtonsBlock,
  CardBlock,
  ChoiceBlock,
  FileBlock,
  FormBlock,
  TemplateBlock,
  TextBlock,
} from './block.ts'
export { callVendor, type VendorAnswer, type VendorCall } from './call-vendor.ts'
export type { Can, Limits, Rate } from './capability.ts'
export { type Connected, type ConnectOptions, connect } from './connect.ts'
export type { Accepted, ChannelContext, ListenContext } from './context.ts'
export type { ChannelDefinition } from './definition.ts'
export type { ChannelHandle, Party } from './handle.ts'
export type {
  DeliveryReport,
  Evidence,
  Inbound,
  InboundAction,
  InboundCall,
  InboundChange,
  InboundMessage,
  NotUnderstood,
  Signal,
} from './inbound.ts'
export type { Methods, Needs, Reaction } from './methods.ts'
export type { NotSent, Outbound, Reconciled, Sent, Where } from './outbound.ts'
export { formOf, jsonOf, notUnderstood } from './read-http.ts'
export type { InputOf, OutputOf, StandardSchema } from './schema.ts'
export { isFresh, isSecret, isSigned, type Secrets, type Signed } from './signature.ts'
export type { Http, Webhook } from './webhook.ts'
