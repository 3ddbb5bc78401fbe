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
export { createHost, type HostOptions, type StoreHost } from './host.ts'
export { compareText, encodeKey, type Key, type Part, type Range } from './key.ts'
export { memoryDriver, memoryStore } from './memory.ts'
export { type Change, type Present, planCommit, type Standing } from './plan.ts'
export type { CommitRequest, Committed, Page, Query, Reader, Store, Stored, Stretch } from './store.ts'
export { type DeadLetter, deadLetters, dropDeadLetter, retryDeadLetter } from './subscription/dead-letters.ts'
export type { RetryPolicy, SubscriptionOptions } from './subscription/options.ts'
export { lagOf, replayFrom } from './subscription/progress.ts'
export { type Subscription, subscription } from './subscription/subscription.ts'
export { type Running, runTimers } from './timer/run-timers.ts'
export { type TransactOptions, transact } from './transact.ts'
export { type Unit, UnitOfWork } from './unit.ts'
export { check, type Expectation, erase, put, remove, type Write } from './write.ts'
