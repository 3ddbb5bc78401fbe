export { textOf } from '../blocks/words.ts'
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
export { type Defined, defined } from './defined.ts'
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
export { describedWithin, isQuestion, type Key, keysOf, pressedKey } from './keys.ts'
export type { Lease, LeaseRequest, TokenLease } from './lease.ts'
export { fileBlock, fileForm, placeText, textBlocks } from './make-block.ts'
export type { Methods, Needs, Reaction } from './methods.ts'
export type { NotSent, Outbound, Reconciled, Sent, Where } from './outbound.ts'
export { partyOf, userIdOf, userOf } from './party.ts'
export { formOf, ignored, jsonOf, notUnderstood } from './read-http.ts'
export { type MessageIds, type Problem, type RefusalTable, sentBy } from './refusal.ts'
export type { InputOf, OutputOf, StandardSchema } from './schema.ts'
export { isFresh, isSecret, isSigned, type Secrets, type Signed } from './signature.ts'
export {
  type VendorApi,
  type VendorApiOptions,
  type VendorCallOptions,
  type VendorContext,
  vendorApi,
} from './vendor-api.ts'
export type { Http, Webhook } from './webhook.ts'
