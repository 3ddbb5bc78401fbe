export { Alarm } from './alarm.ts'
export type { BackupOptions, BackupProgress } from './backup/backup.ts'
export { type BackupContent, inspectBackup } from './backup/inspect.ts'
export type { Restored, RestoreOptions } from './backup/restore.ts'
export type { BlobRef, BlobShelf, Blobs } from './blob/blobs.ts'
export { memoryBlobs } from './blob/memory-blobs.ts'
export {
  type AnyCollection,
  type Collection,
  type CollectionOptions,
  collection,
  type IndexEntry,
  type IndexSpec,
  type LooseKey,
} from './collection.ts'
export type {
  Awaitable,
  RawCommit,
  RawDoc,
  RawDraft,
  RawEntry,
  RawEvent,
  RawHead,
  RawHit,
  RawKept,
  RawLoad,
  RawOutcome,
  RawPlaced,
  RawScan,
  RawSnapshot,
  RawWrite,
  StoreDriver,
} from './driver.ts'
export { type Conflict, storeErrors } from './errors.ts'
export type { GroupFigures } from './group.ts'
export type { HealthOptions, HostHealth, TenantHealth } from './health/health.ts'
export type { SubscriptionHealth } from './health/subscriptions.ts'
export type { TimerHealth } from './health/timers.ts'
export { createHost, type HostOptions, type StoreHost } from './host.ts'
export { compareText, encodeKey, type Key, type Part, type Range } from './key.ts'
export { memoryDriver, memoryStore } from './memory.ts'
export { type ErasedHeld, eraseAbout, eraseDocument } from './person/erase-held.ts'
export { exportAbout, type Held } from './person/held.ts'
export { type Change, type Present, planCommit, type Standing } from './plan.ts'
export { applyRetention, type RetentionOutcome } from './retention/apply.ts'
export { type RetentionOptions, type RetentionRule, retention } from './retention/retention.ts'
export { type RunRetentionOptions, runRetention } from './retention/run.ts'
export { pagesOf, type RowsQuery, rowsOf } from './rows.ts'
export type { CommitRequest, Committed, Inspected, Page, Query, Reader, Store, Stored, Stretch } from './store.ts'
export { type DeadLetter, deadLetters, dropDeadLetter, retryDeadLetter } from './subscription/dead-letters.ts'
export type { FailedAttempt, RetryPolicy, SubscriptionOptions } from './subscription/options.ts'
export { lagOf, replayFrom } from './subscription/progress.ts'
export { type Subscription, subscription } from './subscription/subscription.ts'
export { type DraftedDoc, stretches, TenantDraft } from './tenant-draft.ts'
export { type Running, runTimers } from './timer/run-timers.ts'
export { type TransactOptions, transact } from './transact.ts'
export { type Unit, UnitOfWork } from './unit.ts'
export { collectionsOf, type KnownCollection } from './upgrade.ts'
export { check, type Expectation, erase, put, remove, type Write } from './write.ts'
