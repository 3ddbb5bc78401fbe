import type { AnyCollection } from '@casewell/store'
import { CaseContents, CaseLinks, Cases, CommandResults, Conversations, Tags } from './cases/collections.ts'
import { Messages } from './cases/message.ts'
import { Contacts, Efforts } from './labour/collections.ts'
import { Customers, Handles, Organizations } from './people/collections.ts'
import { Agents, Queues } from './people/team.ts'
import { ErasedBlobs, Erasures } from './privacy/collections.ts'
import { Attempts, Verifications } from './verification/collections.ts'

/** Every kind of document that the desk itself keeps. */
export const ownCollections: readonly AnyCollection[] = [
  Cases,
  CaseContents,
  CaseLinks,
  Conversations,
  Messages,
  Tags,
  CommandResults,
  Customers,
  Handles,
  Organizations,
  Agents,
  Queues,
  Contacts,
  Efforts,
  Erasures,
  ErasedBlobs,
  Verifications,
  Attempts,
]
