import { timingSafeEqual } from 'node:crypto'
import { type Store, type Stored, transact, type UnitOfWork } from '@casewell/store'
import type { CaseState } from '../case/state.ts'
import { Cases } from '../cases/collections.ts'
import { coreErrors } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import { Customers, Handles } from '../people/collections.ts'
import { personOf } from '../people/person.ts'
import type { Deed } from '../policy.ts'
import { tell } from '../tell.ts'
import { codeMs, lockMs, mostCodes, mostFailures, newCode } from './code.ts'
import { Attempts, type Verification, Verifications } from './collections.ts'
import { VerificationAsked, VerificationFailed, VerificationPassed } from './events.ts'
import { proofId } from './level.ts'
import { strength } from './needs.ts'
import { userOf } from './session.ts'
import type { CodeLetter, VerificationOptions } from './settings.ts'
import type { ConfirmWish, Verified, VerifyWish, VouchWish } from './wishes.ts'

const texts = {
  verified: 'Thank you, that was right.',
  pending: 'If we know how to reach you, a code is on its way to you.',
  failed: 'That did not work. Please try again later, or ask us for help.',
} as const

/** So many proofs that nobody needs any more go with each new one. */
const swept = 20
/** A proof, or a code, is kept a day longer than it holds: so that a late code is told from a wrong one. */
const keptMs = 24 * 3_600_000

/** Everything that is known of whom a case is about; of nobody it is looked up in the same way. */
interface Subject {
  readonly state: CaseState | undefined
  /** The person, or an id that stands for nobody. */
  readonly person: string
  readonly customer: string | null
  /** BCP 47. */
  readonly locale: string | null
  readonly proof: string
  readonly attempts: string
}

type Judged =
  | { readonly is: 'passed'; readonly until: number }
  | { readonly is: 'wrong' | 'used' | 'expired' | 'locked'; readonly left: number }

/** Finds out whether somebody is who they seem to be. What it costs does not tell whether there is anybody. */
export class Verifier {
  readonly #store: Store
  readonly #kernel: Kernel
  readonly #options: VerificationOptions
  readonly #onError: (error: unknown) => void

  constructor(store: Store, kernel: Kernel, options: VerificationOptions, onError: (error: unknown) => void) {
    this.#store = store
    this.#kernel = kernel
    this.#options = options
    this.#onError = onError
  }

  async verify(id: string, wish: VerifyWish): Promise<Verified> {
    const { result, letter } = await this.#transact((unit) => this.#verify(unit, id, wish))
    if (letter) void this.#deliver(letter)
    return result
  }

  async confirm(id: string, wish: ConfirmWish): Promise<Verified> {
    const judged = await this.#transact((unit) => this.#confirm(unit, id, wish))
    const { purpose } = wish
    if (judged.is === 'passed') return { outcome: 'verified', text: texts.verified, until: new Date(judged.until) }
    if (judged.is === 'locked') throw coreErrors['code-locked']({ purpose, lockMinutes: lockMs / 60_000 })
    if (judged.is === 'used') throw coreErrors['code-used']({ purpose })
    if (judged.is === 'expired') throw coreErrors['code-expired']({ purpose, validMinutes: codeMs / 60_000 })
    throw coreErrors['wrong-code']({ purpose, left: judged.left })
  }

  /** Somebody of the team has checked it: less sure than a code, surer than a word. */
  async vouch(unit: UnitOfWork, id: string, wish: VouchWish): Promise<Date> {
    const subject = await this.#subject(unit, id, wish)
    const grant = { level: 'asserted', method: 'agent', handle: null, evidence: wish.evidence } as const
    return new Date(await this.#grant(unit, subject, wish.purpose, grant))
  }

  async #verify(unit: UnitOfWork, id: string, wish: VerifyWish): Promise<{ result: Verified; letter?: CodeLetter }> {
    const { purpose } = wish
    const now = unit.now.getTime()
    const subject = await this.#subject(unit, id, wish)
    const handle = await this.#handle(unit, subject, wish)
    const known = (await unit.get(Verifications, subject.proof))?.doc
    const attempts = await this.#attempts(unit, subject)
    await this.#sweep(unit)
    const { grant, challenge } = known ?? { grant: null, challenge: null }
    if (grant && grant.until > now && strength[grant.level] >= strength[this.#kernel.needs[purpose]])
      return { result: { outcome: 'verified', text: texts.verified, until: new Date(grant.until) } }
    if (wish.token !== undefined) return { result: await this.#bySession(unit, subject, wish.token, purpose) }
    if (attempts.lockedUntil > now) return { result: { outcome: 'failed', text: texts.failed } }
    const outcome = handle ? 'pending' : 'impossible'
    const result = { outcome, text: texts.pending } as const
    const isUnderWay = challenge !== null && challenge.usedAt === null && challenge.expiresAt > now
    if (isUnderWay && !wish.again) return { result }
    const lately = attempts.sentAt.filter((at) => at > now - lockMs)
    if (lately.length >= mostCodes) return { result: { outcome: 'failed', text: texts.failed } }
    unit.put(Attempts, subject.attempts, { ...attempts, sentAt: [...lately, now] })
    const code = this.#challenge(unit, subject, purpose, handle, grant)
    tell(unit, VerificationAsked(subject.state?.id ?? 'desk', { purpose }))
    if (!handle) return { result }
    const { kind, value, assurance } = handle.doc
    const expiresAt = new Date(now + codeMs)
    return { result, letter: { to: { kind, value, assurance }, code, purpose, expiresAt, locale: subject.locale } }
  }

  /** Where there is nobody to send a code to, there is one nevertheless, and nobody knows it. */
  #challenge(
    unit: UnitOfWork,
    { customer, proof }: Subject,
    purpose: Deed,
    handle: Stored<HandleDoc> | undefined,
    grant: Verification['grant'],
  ): string {
    const now = unit.now.getTime()
    const code = newCode(this.#kernel.random)
    const secret = handle ? code : Buffer.from(this.#kernel.random(16)).toString('hex')
    const sealed = this.#kernel.seal('code', proof, secret)
    const challenge = { code: sealed, handle: handle?.id ?? null, expiresAt: now + codeMs, usedAt: null }
    unit.put(Verifications, proof, { customer, purpose, grant, challenge, staleAt: now + codeMs + keptMs })
    return code
  }

  async #bySession(unit: UnitOfWork, subject: Subject, token: string, purpose: Deed): Promise<Verified> {
    const key = this.#options.sessionKey
    const user = (key && userOf(token, key, unit.now)) ?? ''
    const handle = await unit.get(Handles, this.#kernel.seal('handle', 'user', user))
    const owner = await personOf(unit, handle?.doc.customer ?? '-')
    const method = 'session'
    if (!handle || owner !== subject.customer) {
      tell(unit, VerificationFailed(subject.state?.id ?? 'desk', { purpose, method, isLocked: false }))
      return { outcome: 'failed', text: texts.failed }
    }
    const grant = { level: 'verified', method, handle: handle.id, evidence: null } as const
    const until = await this.#grant(unit, subject, purpose, grant)
    return { outcome: 'verified', text: texts.verified, until: new Date(until) }
  }

  async #confirm(unit: UnitOfWork, id: string, { code, ...wish }: ConfirmWish): Promise<Judged> {
    const now = unit.now.getTime()
    const subject = await this.#subject(unit, id, wish)
    const challenge = (await unit.get(Verifications, subject.proof))?.doc.challenge ?? null
    const attempts = await this.#attempts(unit, subject)
    if (attempts.lockedUntil > now) return { is: 'locked', left: 0 }
    const given = this.#kernel.seal('code', subject.proof, code.replace(/\s/g, ''))
    const wanted = challenge?.code ?? this.#kernel.seal('code', subject.proof)
    if (!timingSafeEqual(Buffer.from(given), Buffer.from(wanted)))
      return this.#wrong(unit, subject, attempts, wish.purpose)
    if (!challenge || challenge.usedAt !== null) return { is: 'used', left: 0 }
    if (challenge.expiresAt <= now) return { is: 'expired', left: 0 }
    unit.put(Attempts, subject.attempts, { ...attempts, failures: 0 })
    const grant = { level: 'verified', method: 'code', handle: challenge.handle, evidence: null } as const
    return { is: 'passed', until: await this.#grant(unit, subject, wish.purpose, grant, { ...challenge, usedAt: now }) }
  }

  #wrong(unit: UnitOfWork, { state, attempts: id }: Subject, attempts: AttemptsDoc, purpose: Deed): Judged {
    const failures = attempts.failures + 1
    const isLocked = failures >= mostFailures
    const lockedUntil = isLocked ? unit.now.getTime() + lockMs : attempts.lockedUntil
    unit.put(Attempts, id, { ...attempts, failures: isLocked ? 0 : failures, lockedUntil })
    tell(unit, VerificationFailed(state?.id ?? 'desk', { purpose, method: 'code', isLocked }))
    return isLocked ? { is: 'locked', left: 0 } : { is: 'wrong', left: mostFailures - failures }
  }

  async #grant(
    unit: UnitOfWork,
    { state, customer, proof }: Subject,
    purpose: Deed,
    proved: Omit<NonNullable<Verification['grant']>, 'until'>,
    challenge?: NonNullable<Verification['challenge']>,
  ): Promise<number> {
    const until = unit.now.getTime() + (this.#options.validMs ?? 15 * 60_000)
    const known = (await unit.get(Verifications, proof))?.doc
    const isStronger =
      known?.grant && known.grant.until > unit.now.getTime() && strength[known.grant.level] > strength[proved.level]
    const grant = isStronger ? known.grant : { ...proved, until }
    unit.put(Verifications, proof, {
      customer,
      purpose,
      grant,
      challenge: challenge ?? known?.challenge ?? null,
      staleAt: until + keptMs,
    })
    const { level, method } = proved
    tell(
      unit,
      VerificationPassed(state?.id ?? 'desk', { purpose, level, method, until: new Date(until).toISOString() }),
    )
    return until
  }

  async #subject(
    unit: UnitOfWork,
    id: string,
    { purpose, session }: Pick<VerifyWish, 'purpose' | 'session'>,
  ): Promise<Subject> {
    const state = (await unit.get(Cases, id))?.doc
    const nobody = `nobody-${this.#kernel.seal('nobody', id).slice(0, 2)}` // so many of them that one tells nothing of another
    const person = await personOf(unit, state?.customer ?? nobody)
    const locale = (await unit.get(Customers, person))?.doc.locale ?? null
    const ids = {
      proof: proofId(this.#kernel, person, purpose, session),
      attempts: this.#kernel.seal('attempts', person, purpose),
    }
    return { state, person, customer: state ? person : null, locale, ...ids }
  }

  /** Where a code can go: only to a handle that is verified already. */
  async #handle(unit: UnitOfWork, { person }: Subject, { via }: VerifyWish): Promise<Stored<HandleDoc> | undefined> {
    const { items } = await unit.find(Handles, { index: 'customer', equals: [person], limit: 200 })
    if (!this.#options.deliver) return undefined
    return items.find(
      ({ doc }) => doc.assurance === 'verified' && (via === undefined ? doc.kind !== 'user' : doc.kind === via),
    )
  }

  async #attempts(unit: UnitOfWork, { attempts, customer }: Subject): Promise<AttemptsDoc> {
    const none = { customer, failures: 0, lockedUntil: 0, sentAt: [] }
    return (await unit.get(Attempts, attempts))?.doc ?? none
  }

  async #sweep(unit: UnitOfWork): Promise<void> {
    const { items } = await unit.find(Verifications, { index: 'stale', to: unit.now.getTime(), limit: swept })
    for (const { id } of items) unit.remove(Verifications, id)
  }

  async #deliver(letter: CodeLetter): Promise<void> {
    try {
      await this.#options.deliver?.(letter)
    } catch (error) {
      this.#onError(error)
    }
  }

  #transact<R>(decide: (unit: UnitOfWork) => Promise<R>): Promise<R> {
    // Fresh, so that no time tells whether somebody has just asked for the same person.
    return transact(this.#store, decide, { by: { actor: 'system:verification' }, isFresh: true })
  }
}

type AttemptsDoc = (typeof Attempts)['schema']['_output']
type HandleDoc = (typeof Handles)['schema']['_output']
