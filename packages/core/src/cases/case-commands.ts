import type { Stored, UnitOfWork } from '@casewell/store'
import * as z from 'zod'
import type { Actor } from '../actor.ts'
import type { CaseCommand } from '../case/commands.ts'
import { decide } from '../case/decide.ts'
import { caseErrors } from '../case/errors.ts'
import { WakeDue } from '../case/events.ts'
import { type CaseFact, evolve } from '../case/evolve.ts'
import { checkGuard } from '../case/guard.ts'
import { referenceOf } from '../case/reference.ts'
import type { CaseState } from '../case/state.ts'
import type { CaseType, DeliveryState, Priority } from '../case/status.ts'
import { coreErrors } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import { CustomerCommands } from '../people/customer-commands.ts'
import { Queues } from '../people/team.ts'
import { permit } from '../policy.ts'
import {
  type CaseContent,
  CaseContents,
  CaseLinks,
  Cases,
  CommandResults,
  type Conversation,
  Conversations,
  Tags,
} from './collections.ts'
import { type Author, type Message, Messages } from './message.ts'
import type * as wish from './wishes.ts'

/** Commands that concern a message of the very case, and so are not sent on to the case it was merged into. */
const staysPut = new Set<CaseCommand['do']>(['redact', 'record-delivery', 'edit', 'delete', 'react', 'wake'])
const order: readonly DeliveryState[] = ['queued', 'sent', 'delivered', 'read']

/**
 * What one can do with cases, inside one unit of work. A command on a merged case goes to the case that absorbed it.
 */
export class CaseCommands {
  readonly #unit: UnitOfWork
  readonly #actor: Actor
  readonly #kernel: Kernel
  readonly #customers: CustomerCommands

  constructor(unit: UnitOfWork, actor: Actor, kernel: Kernel) {
    this.#unit = unit
    this.#actor = actor
    this.#kernel = kernel
    this.#customers = new CustomerCommands(unit, { id: 'cases', role: 'system' }, kernel)
  }

  /** Opens a case; with a text, the customer's first message is in it. */
  open(wish: wish.OpenWish): Promise<wish.Opened> {
    return this.#once(wish, async () => {
      const customer = await this.#customerOf(wish)
      permit(this.#actor, 'open', { id: '', customer: customer.id })
      const id = this.#kernel.ids()
      const reference = referenceOf(this.#kernel.random(8), this.#kernel.referencePrefix)
      const { type, priority, queue, assignee, channel = 'desk' } = wish
      const given = { ...defined({ type, priority, queue, assignee }), channel }
      const fields = this.#checkedFields(type ?? 'question', wish.fields ?? {})
      await this.#apply(
        id,
        { do: 'open', reference, customer: customer.id, organization: customer.organization, ...given },
        wish,
      )
      const content = {
        subject: wish.subject,
        issue: wish.issue ?? wish.text ?? '',
        environment: '',
        cause: '',
        resolution: '',
      }
      this.#unit.put(CaseContents, id, { ...content, fields, customer: customer.id })
      if (Object.keys(fields).length > 0) await this.#apply(id, { do: 'set-fields', fields: Object.keys(fields) }, {})
      if (wish.followUpOf !== undefined) await this.link(id, { kind: 'follow-up', to: wish.followUpOf })
      if (wish.text !== undefined) await this.#firstMessage(id, wish, customer.id, channel)
      return { id, reference }
    })
  }

  /** Takes in what the customer (or anybody on that side) said. A resolved case reopens by itself. */
  receive(id: string, wish: wish.ReceiveWish): Promise<wish.Said> {
    return this.#once(wish, async () => {
      const root = await this.#root(id, 'receive')
      const conversation = await this.#conversation(root, wish)
      const message = this.#kernel.ids()
      const { channel } = conversation.doc
      const isAutomatic = wish.isAutomatic ?? false
      await this.#apply(root.id, { do: 'receive', message, conversation: conversation.id, channel, isAutomatic }, wish)
      const author = wish.author ?? { role: 'customer', id: root.customer, name: null }
      this.#say(message, wish, {
        case: root.id,
        about: [root.customer],
        author,
        direction: 'inbound',
        visibility: 'public',
        conversation: conversation.id,
        channel,
      })
      this.#unit.put(Conversations, conversation.id, { ...conversation.doc, lastAt: this.#at })
      return { message, conversation: conversation.id }
    })
  }

  /** Answers in public. The message is queued; its channel sends it and records the delivery. */
  reply(id: string, wish: wish.ReplyWish): Promise<wish.Said> {
    return this.#once(wish, async () => {
      const root = await this.#root(id, 'reply')
      const conversation = await this.#conversation(root, wish)
      const message = this.#kernel.ids()
      const { channel } = conversation.doc
      const isAutomatic = wish.isAutomatic ?? false
      await this.#apply(root.id, { do: 'reply', message, conversation: conversation.id, channel, isAutomatic }, wish)
      this.#say(message, wish, {
        case: root.id,
        about: [root.customer],
        author: this.#self(),
        direction: 'outbound',
        visibility: 'public',
        conversation: conversation.id,
        channel,
      })
      this.#unit.put(Conversations, conversation.id, { ...conversation.doc, lastAt: this.#at })
      return { message, conversation: conversation.id }
    })
  }

  /** Writes an internal note: no customer ever sees it. */
  note(id: string, wish: wish.NoteWish): Promise<{ readonly message: string }> {
    return this.#once(wish, async () => {
      const root = await this.#root(id, 'note')
      const message = this.#kernel.ids()
      await this.#apply(root.id, { do: 'note', message }, wish)
      this.#say(message, wish, {
        case: root.id,
        about: [root.customer],
        author: this.#self(),
        direction: 'outbound',
        visibility: 'internal',
        conversation: '',
        channel: 'desk',
      })
      return { message }
    })
  }

  /** Changes the text of a message; that it was edited stays visible. */
  edit(id: string, { message, text, ...how }: wish.EditWish): Promise<void> {
    return this.#onMessage(id, { do: 'edit', message }, how, (m) => ({
      ...m,
      text,
      fullText: null,
      html: null,
      editedAt: this.#time,
    }))
  }

  /** Takes a message back: a trace of it stays, the text is gone. */
  delete(id: string, { message, ...how }: wish.MessageWish): Promise<void> {
    const emptied = { text: '', fullText: null, html: null, files: [] }
    return this.#onMessage(id, { do: 'delete', message }, how, (m) => ({ ...m, ...emptied, deletedAt: this.#time }))
  }

  react(
    id: string,
    { message, reaction, by = this.#actor.id, isRemoved = false, ...how }: wish.ReactWish,
  ): Promise<void> {
    return this.#onMessage(id, { do: 'react', message, isRemoved }, how, (m) => {
      const others = m.reactions.filter((r) => !(r.by === by && r.reaction === reaction))
      return { ...m, reactions: isRemoved ? others : [...others, { by, reaction }] }
    })
  }

  /** Records how far an outbound message has come. Delivery only moves forward: what comes late changes nothing. */
  async recordDelivery(id: string, { message, state, reason, wire, ...how }: wish.DeliveryWish): Promise<void> {
    const stored = await this.#message(id, message)
    if (!isForward(stored.delivery?.state ?? 'queued', state)) return
    const delivery = { state, at: this.#time, reason: reason ?? null }
    await this.#onMessage(id, { do: 'record-delivery', message, state }, how, (m) => ({
      ...m,
      delivery,
      wire: { ...m.wire, ...wire },
    }))
  }

  /** Gives the case to an agent who is a member of its queue, or to nobody. */
  assign(id: string, { assignee, ...how }: wish.Wish & { readonly assignee: string | null }): Promise<void> {
    return this.#once(how, async () => {
      const root = await this.#root(id, 'assign')
      if (assignee !== null && root.queue !== null) await this.#checkMember(assignee, root.queue)
      await this.#apply(root.id, { do: 'assign', assignee }, how)
    })
  }

  /** Moves the case to another queue; whoever had it has it no more. */
  setQueue(id: string, { queue, ...how }: wish.Wish & { readonly queue: string | null }): Promise<void> {
    return this.#plain(id, { do: 'set-queue', queue }, how)
  }

  setPriority(id: string, { priority, ...how }: wish.Wish & { readonly priority: Priority }): Promise<void> {
    return this.#plain(id, { do: 'set-priority', priority }, how)
  }

  setType(id: string, { type, ...how }: wish.Wish & { readonly type: CaseType }): Promise<void> {
    return this.#plain(id, { do: 'set-type', type }, how)
  }

  /** Sets custom values; undefined removes one. Checked against the schema of the case's type. */
  setFields(
    id: string,
    { fields, ...how }: wish.Wish & { readonly fields: Readonly<Record<string, unknown>> },
  ): Promise<void> {
    return this.#once(how, async () => {
      const root = await this.#root(id, 'set-fields')
      const content = await this.#content(root)
      const merged = this.#checkedFields(root.type, defined({ ...content.fields, ...fields }))
      const names = Object.keys(fields).filter((name) => content.fields[name] !== merged[name])
      await this.#apply(root.id, { do: 'set-fields', fields: names }, how)
      if (names.length > 0) this.#unit.put(CaseContents, root.id, { ...content, fields: merged })
    })
  }

  /** Writes down subject, issue, environment, cause or resolution. */
  describe(id: string, { guard, key, ...parts }: wish.DescribeWish): Promise<void> {
    const how = defined({ guard, key })
    return this.#once(how, async () => {
      const root = await this.#root(id, 'describe')
      const content = await this.#content(root)
      const changed = describable.filter((part) => parts[part] !== undefined && parts[part] !== content[part])
      await this.#apply(root.id, { do: 'describe', parts: changed }, how)
      if (changed.length > 0) this.#unit.put(CaseContents, root.id, { ...content, ...defined(parts) })
    })
  }

  /** Tags the case; the label enters the catalogue if it is new. */
  tag(id: string, { tag, ...how }: wish.Wish & { readonly tag: string }): Promise<void> {
    return this.#once(how, async () => {
      const root = await this.#root(id, 'tag')
      await this.#apply(root.id, { do: 'tag', tag: await this.#tagId(tag) }, how)
    })
  }

  untag(id: string, { tag, ...how }: wish.Wish & { readonly tag: string }): Promise<void> {
    return this.#once(how, async () => {
      const root = await this.#root(id, 'untag')
      await this.#apply(root.id, { do: 'untag', tag: await this.#tagId(tag) }, how)
    })
  }

  /** Waits for the customer; with `until`, the case wakes by itself. */
  wait(id: string, { until, ...how }: wish.Wish & { readonly until?: Date } = {}): Promise<void> {
    return this.#once(how, async () => {
      const root = await this.#root(id, 'wait')
      const at = until?.toISOString() ?? null
      await this.#apply(root.id, { do: 'wait', until: at }, how)
      if (until && at !== null) this.#unit.schedule(until, WakeDue(root.id, { until: at }), wakeKey(root.id))
    })
  }

  /** Waits for a third party. */
  hold(id: string, how: wish.Wish = {}): Promise<void> {
    return this.#plain(id, { do: 'hold' }, how)
  }

  /** Takes a waiting case up again. */
  resume(id: string, how: wish.Wish = {}): Promise<void> {
    return this.#plain(id, { do: 'resume' }, how)
  }

  /** What the desk does when a wait's time has come. */
  async wake(id: string, { until }: { readonly until: string }): Promise<void> {
    const state = (await this.#unit.get(Cases, id))?.doc
    if (state) await this.#apply(id, { do: 'wake', until }, {})
  }

  resolve(id: string, { code, resolution, articles = [], ...how }: wish.ResolveWish): Promise<void> {
    return this.#once(how, async () => {
      const root = await this.#root(id, 'resolve')
      await this.#apply(root.id, { do: 'resolve', code, articles }, how)
      if (resolution !== undefined) await this.describe(root.id, { resolution })
    })
  }

  reopen(id: string, how: wish.Wish = {}): Promise<void> {
    return this.#plain(id, { do: 'reopen' }, how)
  }

  /** Ends a case: a later message of the customer opens a follow-up case. */
  close(id: string, how: wish.Wish = {}): Promise<void> {
    return this.#plain(id, { do: 'close' }, how)
  }

  /** Merges this case into another one, for ever: the other one's timeline reads both, nothing is copied. */
  merge(id: string, { into, ...how }: wish.Wish & { readonly into: string }): Promise<void> {
    return this.#once(how, async () => {
      const [source, target] = [await this.#root(id, 'merge'), await this.#root(into, 'absorb')]
      await this.#apply(source.id, { do: 'merge', into: target.id, intoAbsorbedBy: target.absorbedBy }, how)
      await this.#apply(target.id, { do: 'absorb', absorbed: source.id }, {})
    })
  }

  /** Moves messages into a new case of the same customer, linked as split. */
  split(id: string, { messages, subject, ...how }: wish.SplitWish): Promise<wish.Opened> {
    return this.#once(how, async () => {
      const root = await this.#root(id, 'split')
      const moving = await Promise.all(messages.map(async (m) => [m, await this.#message(root.id, m)] as const))
      const opened = await this.open({
        customer: root.customer,
        subject,
        queue: root.queue,
        type: root.type,
        priority: root.priority,
      })
      await this.#apply(root.id, { do: 'split', into: opened.id, messages }, how)
      for (const [message, doc] of moving) await this.#move(message, doc, opened.id)
      await this.link(opened.id, { kind: 'split', to: root.id })
      return opened
    })
  }

  link(id: string, { kind, to, ...how }: wish.LinkWish): Promise<void> {
    return this.#once(how, async () => {
      const [from, other] = [await this.#root(id, 'link'), await this.#state(to)]
      const link = linkId(from.id, kind, other.id)
      if (await this.#unit.get(CaseLinks, link)) return
      await this.#apply(from.id, { do: 'link', kind, to: other.id }, how)
      this.#unit.put(CaseLinks, link, { from: from.id, kind, to: other.id })
    })
  }

  unlink(id: string, { kind, to, ...how }: wish.LinkWish): Promise<void> {
    return this.#once(how, async () => {
      const from = await this.#root(id, 'unlink')
      const link = linkId(from.id, kind, to)
      if (!(await this.#unit.get(CaseLinks, link))) return
      await this.#apply(from.id, { do: 'unlink', kind, to }, how)
      this.#unit.remove(CaseLinks, link)
    })
  }

  /** Erases the content of one message, or (without `message`) subject, fields and KCS parts of the case. History stays. */
  redact(id: string, { message = null, ...how }: wish.Wish & { readonly message?: string | null } = {}): Promise<void> {
    return this.#once(how, async () => {
      const state = await this.#state(id)
      if (message !== null) await this.#message(id, message)
      await this.#apply(state.id, { do: 'redact', message }, how)
      if (message === null) this.#unit.erase(CaseContents, state.id)
      else this.#unit.erase(Messages, message)
    })
  }

  // ---- what the commands above are made of ----

  get #at(): number {
    return this.#unit.now.getTime()
  }

  get #time(): string {
    return this.#unit.now.toISOString()
  }

  async #state(id: string): Promise<CaseState> {
    const stored = await this.#unit.get(Cases, id)
    if (!stored) throw caseErrors['not-found']({ case: id })
    return stored.doc
  }

  /** The case itself, or the one that absorbed it. The path never has a circle: `merge` refuses one. */
  async #root(id: string, deed: Parameters<typeof permit>[1]): Promise<CaseState> {
    let state = await this.#state(id)
    permit(this.#actor, deed, state)
    while (state.absorbedBy !== null) state = await this.#state(state.absorbedBy)
    return state
  }

  /** Decides one command and puts its facts and the new state into the unit. */
  async #apply(id: string, command: CaseCommand, { guard }: wish.Wish): Promise<void> {
    const before = (await this.#unit.get(Cases, id))?.doc
    if (command.do !== 'open') permit(this.#actor, command.do, before)
    if (before && guard) checkGuard(before, guard)
    await this.#askPlugins(before, command)
    const drafts = decide(id, before, command)
    let state = before
    for (const draft of drafts) {
      this.#unit.emit(draft)
      state = evolve(state, { ...draft, time: this.#time } as CaseFact) // the draft is one of the union, with a time
    }
    if (state && drafts.length > 0) this.#unit.put(Cases, id, state)
    if (before?.waitUntil && state?.waitUntil !== before.waitUntil) this.#unit.unschedule(wakeKey(id))
  }

  async #askPlugins(state: CaseState | undefined, command: CaseCommand): Promise<void> {
    for (const { plugin, stand } of this.#kernel.befores.get(command.do) ?? []) {
      const refusal = await stand(state, command, this.#kernel.work(this.#unit, this.#actor))
      if (refusal) throw coreErrors.refused({ command: command.do, plugin, reason: refusal.reason })
    }
  }

  /** A command that is nothing but its own facts. */
  #plain(id: string, command: Exclude<CaseCommand, { do: 'open' }>, how: wish.Wish): Promise<void> {
    return this.#once(how, async () => {
      const target = staysPut.has(command.do) ? await this.#state(id) : await this.#root(id, command.do)
      await this.#apply(target.id, command, how)
    })
  }

  #onMessage(
    id: string,
    command: Exclude<CaseCommand, { do: 'open' }> & { readonly message: string },
    how: wish.Wish,
    change: (message: Message) => Message,
  ): Promise<void> {
    return this.#once(how, async () => {
      const message = await this.#message(id, command.message)
      await this.#apply(message.case, command, how)
      this.#unit.put(Messages, command.message, change(message))
    })
  }

  /** A message of this case, or of one that it absorbed. */
  async #message(id: string, message: string): Promise<Message> {
    const stored = await this.#unit.get(Messages, message)
    const isHere = stored && (stored.doc.case === id || (await this.#root(stored.doc.case, 'read-case')).id === id)
    if (!stored || !isHere) throw coreErrors['no-message']({ case: id, message })
    return stored.doc
  }

  async #content(state: CaseState): Promise<CaseContent> {
    const stored = await this.#unit.get(CaseContents, state.id)
    const empty = {
      subject: '',
      issue: '',
      environment: '',
      cause: '',
      resolution: '',
      fields: {},
      customer: state.customer,
    }
    return stored?.doc ?? empty
  }

  #checkedFields(type: CaseType, fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const schema = this.#kernel.fields[type]
    if (!schema) return { ...fields }
    const { success, data, error } = schema.safeParse(fields)
    if (!success) throw coreErrors['bad-fields']({ type, reason: z.prettifyError(error) })
    return data
  }

  async #customerOf(wish: wish.ForWhom): Promise<{ readonly id: string; readonly organization: string | null }> {
    if (wish.customer !== undefined) return this.#customers.current(wish.customer)
    const { from } = wish
    const handle =
      'handle' in from ? from.handle : ({ kind: 'email', value: from.email, assurance: 'asserted' } as const)
    return this.#customers.identify(handle, defined({ name: from.name }))
  }

  async #firstMessage(id: string, wish: wish.OpenWish, customer: string, channel: string): Promise<void> {
    const handles = await this.#customers.handlesOf(customer)
    const participants = handles.map((handle) => ({ handle, name: null }))
    await this.receive(id, {
      text: wish.text ?? '',
      subject: wish.subject,
      place: { channel, account: channel, thread: id, participants },
    })
  }

  async #conversation(state: CaseState, wish: wish.ReceiveWish) {
    if (wish.place) return { id: this.#kernel.ids(), doc: await this.#newConversation(state, wish, wish.place) }
    const stored =
      wish.conversation === undefined
        ? await this.#newestConversation(state.id)
        : await this.#unit.get(Conversations, wish.conversation)
    if (stored) return stored
    throw coreErrors['no-conversation']({ case: state.id })
  }

  async #newConversation(state: CaseState, { subject }: wish.ReceiveWish, place: wish.Place) {
    const { channel, account, thread, wire = {}, participants = [] } = place
    const known = await Promise.all(
      participants.map(async (p) => ({ ...p, customer: await this.#customers.find(p.handle) })),
    )
    return {
      case: state.id,
      channel,
      account,
      thread,
      subject: subject ?? null,
      participants: known,
      lastAt: this.#at,
      wire: { ...wire },
    }
  }

  async #newestConversation(id: string): Promise<Stored<Conversation> | undefined> {
    const { items } = await this.#unit.find(Conversations, { index: 'case', equals: [id], order: 'desc', limit: 1 })
    if (items[0]) return items[0]
    const absorbed = await this.#unit.find(Cases, { index: 'absorbed', equals: [id], order: 'desc', limit: 1 })
    return absorbed.items[0] ? this.#newestConversation(absorbed.items[0].id) : undefined
  }

  #say(
    id: string,
    saying: wish.Saying | wish.NoteWish,
    place: Pick<Message, 'case' | 'about' | 'author' | 'direction' | 'visibility' | 'conversation' | 'channel'>,
  ): void {
    const { text, files = [], fullText, html, subject, saidAt, isAutomatic = false, wire = {} } = saying as wish.Saying // a note is a saying that leaves the rest out
    const isSending = place.direction === 'outbound' && place.visibility === 'public'
    this.#unit.put(Messages, id, {
      ...place,
      saidAt: saidAt?.toISOString() ?? this.#time,
      at: this.#at,
      subject: subject ?? null,
      text,
      fullText: fullText ?? null,
      html: html ?? null,
      files: [...files],
      isAutomatic,
      delivery: isSending ? { state: 'queued', at: this.#time, reason: null } : null,
      editedAt: null,
      deletedAt: null,
      reactions: [],
      wire: { ...wire },
    })
  }

  #self(): Author {
    const { role, id } = this.#actor
    return { role: role === 'customer' || role === 'system' ? role : 'agent', id, name: null }
  }

  async #move(id: string, doc: Message, to: string): Promise<void> {
    const { conversation, channel } = doc
    const isAutomatic = doc.isAutomatic
    if (doc.visibility === 'internal') await this.#apply(to, { do: 'note', message: id }, {})
    else
      await this.#apply(
        to,
        { do: doc.direction === 'inbound' ? 'receive' : 'reply', message: id, conversation, channel, isAutomatic },
        {},
      )
    this.#unit.put(Messages, id, { ...doc, case: to })
  }

  /** By id or by label; a new label makes a new entry. */
  async #tagId(tag: string): Promise<string> {
    if (await this.#unit.get(Tags, tag)) return tag
    const { items } = await this.#unit.find(Tags, { index: 'label', equals: [tag.toLowerCase()], limit: 1 })
    if (items[0]) return items[0].id
    const id = this.#kernel.ids()
    this.#unit.put(Tags, id, { label: tag })
    return id
  }

  async #checkMember(agent: string, queue: string): Promise<void> {
    const stored = await this.#unit.get(Queues, queue)
    if (stored && !stored.doc.members.includes(agent)) throw coreErrors['not-a-member']({ agent, queue })
  }

  /** The same key again gives the first result again. */
  async #once<R>({ key }: wish.Wish, act: () => Promise<R>): Promise<R> {
    if (key === undefined) return act()
    const id = this.#kernel.seal('command', this.#actor.role, this.#actor.id, key)
    const known = await this.#unit.get(CommandResults, id)
    if (known) return known.doc.result as R // the same key stands for the same command, and so for the same kind of result
    const result = await act()
    this.#unit.put(CommandResults, id, { at: this.#at, result: result ?? null })
    return result
  }
}

/** A message that was delivered cannot fail any more, and one that failed stays so. */
function isForward(from: DeliveryState, to: DeliveryState): boolean {
  if (to === 'failed') return from === 'queued' || from === 'sent'
  return from !== 'failed' && order.indexOf(to) > order.indexOf(from)
}

const describable = ['subject', 'issue', 'environment', 'cause', 'resolution'] as const
const wakeKey = (id: string): string => `wake/${id}`
const linkId = (from: string, kind: string, to: string): string => `${from}/${kind}/${to}`

/** The same object without its undefined values. */
function defined<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  } // fromEntries forgets the keys
}
