import { eventType } from '@casewell/bus'
import * as z from 'zod'

const what = z.enum(['customer', 'case', 'message', 'file'])

/** Everything that identifies a person is gone; the id stands for nobody any more. Subject: the customer. */
export const CustomerErased = eventType('customer.erased', z.object({}))
/** Somebody asked for an erasure. Subject: the erasure. */
export const ErasureAsked = eventType('privacy.erasure-asked', z.object({ what }))
/** An erasure is complete, in the store's documents, blobs and files. Subject: the erasure. */
export const ErasureDone = eventType('privacy.erasure-done', z.object({ what, documents: z.number() }))
/** An erasure may have stopped half-way, or waits for blobs: it goes on. Subject: the erasure. */
export const ErasureDue = eventType('privacy.erasure-due', z.object({}))
/** Somebody took a copy of everything that is held. Subject: the customer, case or message. */
export const DataExported = eventType('privacy.exported', z.object({ what }))

/** All event types of erasure and export. */
export const privacyEvents = [CustomerErased, ErasureAsked, ErasureDone, ErasureDue, DataExported] as const
