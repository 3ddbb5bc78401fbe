import { rowsOf, type Stored } from '@casewell/store'
import type { CaseCommand } from '../case/commands.ts'
import type { CaseState } from '../case/state.ts'
import type { DeliveryState } from '../case/status.ts'
import { coreErrors } from '../errors.ts'
import { normalizeHandle } from '../handle.ts'
import { Contacts } from '../labour/collections.ts'
import { ContactAnswered, ContactRecorded } from '../labour/events.ts'
import { tell } from '../tell.ts'
import { Cases, type Conversation, Conversations } from './collections.ts'
import { Deciding } from './deciding.ts'
import { type Author, type Message, Messages } from './message.ts'
import type * as wish from './wishes.ts'

const mostParticipants = 100
const order: readonly DeliveryState[] = ['queued', 'sent', 'delivered', 'read']

/** What is said in a case, and where. */
export abstract class Conversing extends Deciding {
  /** Takes in what the customer (or anybody on that side) said. A resolved case reopens by itself. */
  receive(id: string, wish: wish.ReceiveWish): Promise<wish.Said> {
    return this.once(wish, async () => {
      const root = await this.root(id, 'receive')
      const conversation = await this.conversation(root, wish)
      const message = this.kernel.ids()
      const { channel } = conversation.doc
      const isAutomatic = wish.isAutomatic === true || (await this.isAnswer(root, conversation, wish))
      await this.apply(root.id, { do: 'receive', message, conversation: conversation.id, channel, isAutomatic }, wish)
      const author = wish.author ?? { role: 'customer', id: root.customer, name: null }
      if (!isAutomatic) this.offer(root, message, channel)
      this.say(message, wish, {
        case: root.id,
        about: author.role === 'customer' && author.id !== root.customer ? [root.customer, author.id] : [root.customer],
        author,
        direction: 'inbound',
        visibility: 'public',
        conversation: conversation.id,
        channel,
      })
      this.unit.put(Conversations, conversation.id, { ...conversation.doc, lastAt: this.at })
      return { message, conversation: conversation.id }
    })
  }

  /** Does it answer a program? Everybody who wants to, hears it. */
  private async isAnswer(
    state: CaseState,
    { id, doc }: Stored<Conversation>,
    { text, author, wire = {} }: wish.ReceiveWish,
  ): Promise<boolean> {
    let isAnswer = false
    for (const hear of this.kernel.hears) {
      const place = { case: state, conversation: id, channel: doc.channel }
      const said = { ...place, author: author?.id ?? state.customer, text, wire }
      if (await hear(said, this.kernel.work(this.unit, { id: 'desk', role: 'system' }))) isAnswer = true
    }
    return isAnswer
  }

  /** Answers in public. The message is queued; its channel sends it and records the delivery. */
  reply(id: string, wish: wish.ReplyWish): Promise<wish.Said> {
    return this.once(wish, async () => {
      const root = await this.root(id, 'reply')
      const conversation = await this.conversation(root, { ...wish, ...(await this.chosen(root, wish)) })
      const message = this.kernel.ids()
      const { channel } = conversation.doc
      const isAutomatic = wish.isAutomatic ?? false
      await this.apply(root.id, { do: 'reply', message, conversation: conversation.id, channel, isAutomatic }, wish)
      const author = (this.actor.role === 'system' ? wish.author : undefined) ?? this.self()
      await this.answer(root.id, isAutomatic || author.role !== 'agent' ? null : author.id)
      this.say(message, wish, {
        case: root.id,
        about: [root.customer],
        author,
        direction: 'outbound',
        visibility: 'public',
        conversation: conversation.id,
        channel,
      })
      this.unit.put(Conversations, conversation.id, { ...conversation.doc, lastAt: this.at })
      return { message, conversation: conversation.id }
    })
  }

  /** Writes an internal note: no customer ever sees it. */
  note(id: string, wish: wish.NoteWish): Promise<{ readonly message: string }> {
    return this.once(wish, async () => {
      const root = await this.root(id, 'note')
      const message = this.kernel.ids()
      await this.apply(root.id, { do: 'note', message }, wish)
      this.say(message, wish, {
        case: root.id,
        about: [root.customer],
        author: this.self(),
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
    return this.onMessage(id, { do: 'edit', message }, how, (m) => ({
      ...m,
      text,
      fullText: null,
      html: null,
      editedAt: this.time,
    }))
  }

  /** Takes a message back: a trace of it stays, the text is gone. */
  delete(id: string, { message, ...how }: wish.MessageWish): Promise<void> {
    const emptied = { text: '', fullText: null, html: null, files: [] }
    return this.onMessage(id, { do: 'delete', message }, how, (m) => ({ ...m, ...emptied, deletedAt: this.time }))
  }

  react(
    id: string,
    { message, reaction, by = this.actor.id, isRemoved = false, ...how }: wish.ReactWish,
  ): Promise<void> {
    return this.onMessage(id, { do: 'react', message, isRemoved }, how, (m) => {
      const others = m.reactions.filter((r) => !(r.by === by && r.reaction === reaction))
      return { ...m, reactions: isRemoved ? others : [...others, { by, reaction }] }
    })
  }

  /** Records how far an outbound message has come. Delivery only moves forward: what comes late changes nothing. */
  async recordDelivery(id: string, { message, state, reason, wire, ...how }: wish.DeliveryWish): Promise<void> {
    const stored = await this.message(id, message)
    if (!isForward(stored.delivery?.state ?? 'queued', state)) return
    const delivery = { state, at: this.time, reason: reason ?? null }
    await this.onMessage(id, { do: 'record-delivery', message, state }, how, (m) => ({
      ...m,
      delivery,
      wire: { ...m.wire, ...wire },
    }))
  }

  protected onMessage(
    id: string,
    command: Exclude<CaseCommand, { do: 'open' }> & { readonly message: string },
    how: wish.Wish,
    change: (message: Message) => Message,
  ): Promise<void> {
    return this.once(how, async () => {
      const message = await this.message(id, command.message)
      await this.apply(message.case, command, how)
      this.unit.put(Messages, command.message, change(message))
    })
  }

  /** A customer's message is a contact: one, however often it is delivered. */
  protected offer({ id, customer }: CaseState, contact: string, channel: string): void {
    const facts = {
      channel,
      direction: 'inbound',
      offeredAt: this.time,
      answeredAt: null,
      endedAt: null,
      agent: null,
    } as const
    this.unit.put(Contacts, contact, {
      case: id,
      customer,
      ...facts,
      isAssisted: false,
      corrects: null,
      correctedBy: null,
    })
    tell(this.unit, ContactRecorded(id, { contact, ...facts, isAssisted: false, corrects: null }))
  }

  /** An answer answers everything that was asked and not answered yet; by a person, or by a program (`null`). */
  protected async answer(id: string, agent: string | null): Promise<void> {
    for await (const { id: contact, doc } of rowsOf(this.unit, Contacts, { index: 'unanswered', equals: [id] })) {
      this.unit.put(Contacts, contact, { ...doc, answeredAt: this.time, agent, isAssisted: agent !== null })
      tell(this.unit, ContactAnswered(id, { contact, agent }))
    }
  }

  /** A message of this case, or of one that it absorbed. */
  protected async message(id: string, message: string): Promise<Message> {
    const stored = await this.unit.get(Messages, message)
    const isHere = stored && (stored.doc.case === id || (await this.root(stored.doc.case, 'read-case')).id === id)
    if (!stored || !isHere) throw coreErrors['no-message']({ case: id, message })
    return stored.doc
  }

  protected async conversation(
    state: CaseState,
    { conversation, place }: wish.ReceiveWish,
  ): Promise<Stored<Conversation>> {
    if (place && conversation === undefined) return this.newConversation(state, place)
    const stored =
      conversation === undefined
        ? await this.newestConversation(state.id)
        : await this.unit.get(Conversations, conversation)
    if (!stored) throw coreErrors['no-conversation']({ case: state.id })
    return place ? { ...stored, doc: await this.joined(stored.doc, place) } : stored
  }

  /** Where an answer goes that names no conversation, if anybody has an opinion. A program answers where it was asked. */
  protected async chosen(root: CaseState, wish: wish.ReplyWish): Promise<{ conversation?: string }> {
    if (wish.conversation !== undefined || wish.isAutomatic) return {}
    for (const choose of this.kernel.answersIn) {
      const conversation = await choose(root, this.kernel.work(this.unit, { id: 'desk', role: 'system' }))
      if (conversation !== undefined) return { conversation }
    }
    return {}
  }

  protected async newConversation(state: CaseState, place: wish.Place): Promise<Stored<Conversation>> {
    const { channel, account, thread, subject = null } = place
    const empty = { case: state.id, channel, account, thread, subject, participants: [], lastAt: this.at, wire: {} }
    return { id: this.kernel.ids(), version: 0, doc: await this.joined(empty, place) }
  }

  /** The conversation with everybody who takes part in it now. */
  protected async joined(conversation: Conversation, { participants = [], wire }: wish.Place): Promise<Conversation> {
    const nameOf = ({ handle }: wish.Participant) => `${handle.kind}:${normalizeHandle(handle).value}`
    const known = new Set(conversation.participants.map(nameOf))
    const added = participants.filter((p) => !known.has(nameOf(p))).slice(0, Math.max(0, mostParticipants - known.size))
    const named = await Promise.all(
      added.map(async (p) => ({
        ...p,
        customer: await this.customers.find(p.handle),
        sealed: this.customers.sealed(p.handle),
      })),
    )
    return {
      ...conversation,
      participants: [...conversation.participants, ...named],
      wire: { ...(wire ?? conversation.wire) },
    }
  }

  protected async newestConversation(id: string): Promise<Stored<Conversation> | undefined> {
    const { items } = await this.unit.find(Conversations, { index: 'case', equals: [id], order: 'desc', limit: 1 })
    if (items[0]) return items[0]
    const absorbed = await this.unit.find(Cases, { index: 'absorbed', equals: [id], order: 'desc', limit: 1 })
    return absorbed.items[0] ? this.newestConversation(absorbed.items[0].id) : undefined
  }

  protected say(
    id: string,
    saying: wish.Saying | wish.NoteWish,
    place: Pick<Message, 'case' | 'about' | 'author' | 'direction' | 'visibility' | 'conversation' | 'channel'>,
  ): void {
    const { text, files = [], fullText, html, subject, saidAt, isAutomatic = false, wire = {} } = saying as wish.Saying // a note is a saying that leaves the rest out
    const isSending = place.direction === 'outbound' && place.visibility === 'public'
    this.unit.put(Messages, id, {
      ...place,
      saidAt: saidAt?.toISOString() ?? this.time,
      at: this.at,
      subject: subject ?? null,
      text,
      fullText: fullText ?? null,
      html: html ?? null,
      files: [...files],
      isAutomatic,
      delivery: isSending ? { state: 'queued', at: this.time, reason: null } : null,
      editedAt: null,
      deletedAt: null,
      reactions: [],
      wire: { ...wire },
    })
  }

  protected self(): Author {
    const { role, id } = this.actor
    return { role: role === 'customer' || role === 'system' ? role : 'agent', id, name: null }
  }
}

/** A message that was delivered cannot fail any more, and one that failed stays so. */
function isForward(from: DeliveryState, to: DeliveryState): boolean {
  if (to === 'failed') return from === 'queued' || from === 'sent'
  return from !== 'failed' && order.indexOf(to) > order.indexOf(from)
}
