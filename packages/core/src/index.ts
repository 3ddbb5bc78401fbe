export { type Actor, actorName, type Role } from './actor.ts'
export type { AnswerIn } from './answer-in.ts'
export type { CaseCommand, CommandName } from './case/commands.ts'
export { caseErrors } from './case/errors.ts'
export type { Guard } from './case/guard.ts'
export { referencesIn } from './case/reference.ts'
export { CaseState } from './case/state.ts'
export { CaseType, DeliveryState, isActive, LinkKind, Priority, ResolutionCode, Status } from './case/status.ts'
export type { CaseCommands } from './cases/case-commands.ts'
export type { CappedCount, CaseReader, CaseView, Link, PageQuery, View } from './cases/case-reader.ts'
export { CaseContent, CaseContents, CaseLinks, Cases, Conversation, Conversations, Tags } from './cases/collections.ts'
export { Author, FileRef, Message, Messages } from './cases/message.ts'
export { rootOf } from './cases/root-of.ts'
export type { TimelineItem } from './cases/timeline.ts'
export type {
  DeliveryWish,
  DescribeWish,
  EditWish,
  ForWhom,
  LinkWish,
  MessageWish,
  NoteWish,
  Opened,
  OpenWish,
  Participant,
  Place,
  ReactWish,
  ReceiveWish,
  RedactFileWish,
  ReplyWish,
  ResolveWish,
  Said,
  Saying,
  SplitWish,
  Wish,
} from './cases/wishes.ts'
export { createDesk } from './create-desk.ts'
export { Desk } from './desk.ts'
export type { DeskOptions } from './desk-options.ts'
export { coreErrors } from './errors.ts'
export { Assurance, Handle, normalizeHandle } from './handle.ts'
export type { Hear, Heard } from './hear.ts'
export type { Before, FieldSchemas, Refusal } from './kernel.ts'
export { Contact, Contacts, Effort, Efforts } from './labour/collections.ts'
export type { ContactEntry, EffortEntry } from './labour/labour-commands.ts'
export type { Cost, EffortSum, Rates } from './labour/labour-reader.ts'
export { Customer, Customers, Handles, Organizations } from './people/collections.ts'
export type { CustomerCommands, CustomerFacts, KnownCustomer } from './people/customer-commands.ts'
export type { Named, PeopleReader } from './people/people-reader.ts'
export { personOf } from './people/person.ts'
export { Agent, Agents, Queue, Queues } from './people/team.ts'
export type { TeamCommands } from './people/team-commands.ts'
export type { DeskPort, Plugin, Requirement, SubscribeOptions } from './plugin.ts'
export { type Deed, permit, policy } from './policy.ts'
export { Erasure, Erasures } from './privacy/collections.ts'
export { type Erasing, erasing, type Gone } from './privacy/erasing.ts'
export type { Exported, ExportedFile } from './privacy/exporter.ts'
export type { PrivacySeat } from './privacy/privacy-seat.ts'
export type { Scope } from './privacy/scope.ts'
export type { Seat, SeatCases, SeatCustomers } from './seat.ts'
export { type Needs, needsOf } from './verification/needs.ts'
export { type HostSession, signSession } from './verification/session.ts'
export type { CodeLetter, VerificationOptions } from './verification/settings.ts'
export type { ConfirmWish, Verified, VerifyWish, VouchWish } from './verification/wishes.ts'
export type { Work } from './work.ts'
