import { WakeDue } from '../case/events.ts'
import { referenceOf } from '../case/reference.ts'
import type { CaseState } from '../case/state.ts'
import type { CaseType, Priority } from '../case/status.ts'
import { defined } from '../defined.ts'
import { coreErrors } from '../errors.ts'
import { permitOn } from '../people/person.ts'
import { Queues } from '../people/team.ts'
import { type CaseContent, CaseContents, CaseLinks, Cases, Tags } from './collections.ts'
import { Conversing } from './conversing.ts'
import { wakeKey } from './deciding.ts'
import { checkedFields, fieldIds } from './fields.ts'
import { type Message, Messages } from './message.ts'
import type * as wish from './wishes.ts'

/**
 * What one can do with cases, inside one unit of work. A command on a merged case goes to the case that absorbed it.
 */
export class CaseCommands extends Conversing {
  /** Opens a case; with a text, the customer's first message is in it. */
  open(wish: wish.OpenWish): Promise<wish.Opened> {
    return this.once(wish, async () => {
      const customer = await this.customerOf(wish)
      await permitOn(this.asking, 'open', { id: '', customer: customer.id })
      const id = this.kernel.ids()
      const reference = referenceOf(this.kernel.random(8), this.kernel.referencePrefix)
      const { type, priority, queue, assignee, channel = 'desk' } = wish
      const given = { ...defined({ type, priority, queue, assignee }), channel }
      const fields = checkedFields(this.kernel, type ?? 'question', wish.fields ?? {})
      await this.apply(
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
      this.unit.put(CaseContents, id, { ...content, fields, customer: customer.id })
      if (Object.keys(fields).length > 0)
        await this.apply(id, { do: 'set-fields', fields: fieldIds(this.kernel, Object.keys(fields)) }, {})
      if (wish.followUpOf !== undefined) await this.link(id, { kind: 'follow-up', to: wish.followUpOf })
      if (wish.text !== undefined) await this.firstMessage(id, wish, customer.id, channel)
      return { id, reference }
    })
  }

  /** Gives the case to an agent who is a member of its queue, or to nobody. */
  assign(id: string, { assignee, ...how }: wish.Wish & { readonly assignee: string | null }): Promise<void> {
    return this.once(how, async () => {
      const root = await this.root(id, 'assign')
      if (assignee !== null && root.queue !== null) await this.checkMember(assignee, root.queue)
      await this.apply(root.id, { do: 'assign', assignee }, how)
    })
  }

  /** Moves the case to another queue; whoever had it has it no more. */
  setQueue(id: string, { queue, ...how }: wish.Wish & { readonly queue: string | null }): Promise<void> {
    return this.plain(id, { do: 'set-queue', queue }, how)
  }

  setPriority(id: string, { priority, ...how }: wish.Wish & { readonly priority: Priority }): Promise<void> {
    return this.plain(id, { do: 'set-priority', priority }, how)
  }

  setType(id: string, { type, ...how }: wish.Wish & { readonly type: CaseType }): Promise<void> {
    return this.plain(id, { do: 'set-type', type }, how)
  }

  /** Sets custom values; undefined removes one. Checked against the schema of the case's type. */
  setFields(
    id: string,
    { fields, ...how }: wish.Wish & { readonly fields: Readonly<Record<string, unknown>> },
  ): Promise<void> {
    return this.once(how, async () => {
      const root = await this.root(id, 'set-fields')
      const content = await this.content(root)
      const merged = checkedFields(this.kernel, root.type, defined({ ...content.fields, ...fields }))
      const names = Object.keys(fields).filter((name) => content.fields[name] !== merged[name])
      await this.apply(root.id, { do: 'set-fields', fields: fieldIds(this.kernel, names) }, how)
      if (names.length > 0) this.unit.put(CaseContents, root.id, { ...content, fields: merged })
    })
  }

  /** Writes down subject, issue, environment, cause or resolution. */
  describe(id: string, { guard, key, ...parts }: wish.DescribeWish): Promise<void> {
    const how = defined({ guard, key })
    return this.once(how, async () => {
      const root = await this.root(id, 'describe')
      const content = await this.content(root)
      const changed = describable.filter((part) => parts[part] !== undefined && parts[part] !== content[part])
      await this.apply(root.id, { do: 'describe', parts: changed }, how)
      if (changed.length > 0) this.unit.put(CaseContents, root.id, { ...content, ...defined(parts) })
    })
  }

  /** Tags the case; the label enters the catalogue if it is new. */
  tag(id: string, { tag, ...how }: wish.Wish & { readonly tag: string }): Promise<void> {
    return this.once(how, async () => {
      const root = await this.root(id, 'tag')
      await this.apply(root.id, { do: 'tag', tag: await this.tagId(tag) }, how)
    })
  }

  untag(id: string, { tag, ...how }: wish.Wish & { readonly tag: string }): Promise<void> {
    return this.once(how, async () => {
      const root = await this.root(id, 'untag')
      await this.apply(root.id, { do: 'untag', tag: await this.tagId(tag) }, how)
    })
  }

  /** Waits for the customer; with `until`, the case wakes by itself. */
  wait(id: string, { until, ...how }: wish.Wish & { readonly until?: Date } = {}): Promise<void> {
    return this.once(how, async () => {
      const root = await this.root(id, 'wait')
      const at = until?.toISOString() ?? null
      await this.apply(root.id, { do: 'wait', until: at }, how)
      if (until && at !== null) this.unit.schedule(until, WakeDue(root.id, { until: at }), wakeKey(root.id))
    })
  }

  /** Waits for a third party. */
  hold(id: string, how: wish.Wish = {}): Promise<void> {
    return this.plain(id, { do: 'hold' }, how)
  }

  /** Takes a waiting case up again. */
  resume(id: string, how: wish.Wish = {}): Promise<void> {
    return this.plain(id, { do: 'resume' }, how)
  }

  /** What the desk does when a wait's time has come. */
  async wake(id: string, { until }: { readonly until: string }): Promise<void> {
    const state = (await this.unit.get(Cases, id))?.doc
    if (state) await this.apply(id, { do: 'wake', until }, {})
  }

  resolve(id: string, { code, resolution, articles = [], ...how }: wish.ResolveWish): Promise<void> {
    return this.once(how, async () => {
      const root = await this.root(id, 'resolve')
      await this.apply(root.id, { do: 'resolve', code, articles }, how)
      if (resolution !== undefined) await this.describe(root.id, { resolution })
    })
  }

  reopen(id: string, how: wish.Wish = {}): Promise<void> {
    return this.plain(id, { do: 'reopen' }, how)
  }

  /** Ends a case: a later message of the customer opens a follow-up case. */
  close(id: string, how: wish.Wish = {}): Promise<void> {
    return this.plain(id, { do: 'close' }, how)
  }

  /** Merges this case into another one, for ever: the other one's timeline reads both, nothing is copied. */
  merge(id: string, { into, ...how }: wish.Wish & { readonly into: string }): Promise<void> {
    return this.once(how, async () => {
      const [source, target] = [await this.root(id, 'merge'), await this.root(into, 'absorb')]
      await this.apply(source.id, { do: 'merge', into: target.id, intoAbsorbedBy: target.absorbedBy }, how)
      await this.apply(target.id, { do: 'absorb', absorbed: source.id }, {})
    })
  }

  /** Moves messages into a new case of the same customer, linked as split. */
  split(id: string, { messages, subject, ...how }: wish.SplitWish): Promise<wish.Opened> {
    return this.once(how, async () => {
      const root = await this.root(id, 'split')
      const moving = await Promise.all(messages.map(async (m) => [m, await this.message(root.id, m)] as const))
      const opened = await this.open({
        customer: root.customer,
        subject,
        queue: root.queue,
        type: root.type,
        priority: root.priority,
      })
      await this.apply(root.id, { do: 'split', into: opened.id, messages }, how)
      for (const [message, doc] of moving) await this.move(message, doc, opened.id)
      await this.link(opened.id, { kind: 'split', to: root.id })
      return opened
    })
  }

  link(id: string, { kind, to, ...how }: wish.LinkWish): Promise<void> {
    return this.once(how, async () => {
      const [from, other] = [await this.root(id, 'link'), await this.state(to)]
      const link = linkId(from.id, kind, other.id)
      if (await this.unit.get(CaseLinks, link)) return
      await this.apply(from.id, { do: 'link', kind, to: other.id }, how)
      this.unit.put(CaseLinks, link, { from: from.id, kind, to: other.id })
    })
  }

  unlink(id: string, { kind, to, ...how }: wish.LinkWish): Promise<void> {
    return this.once(how, async () => {
      const from = await this.root(id, 'unlink')
      const link = linkId(from.id, kind, to)
      if (!(await this.unit.get(CaseLinks, link))) return
      await this.apply(from.id, { do: 'unlink', kind, to }, how)
      this.unit.remove(CaseLinks, link)
    })
  }

  /**
   * Erases the content of one message, or (without `message`) subject, fields and KCS parts of the case. History stays.
   * What plugins keep, and the bytes of files, `privacy.erase` erases with it.
   */
  redact(id: string, { message = null, ...how }: wish.Wish & { readonly message?: string | null } = {}): Promise<void> {
    return this.once(how, async () => {
      const state = await this.state(id)
      if (message !== null) await this.message(id, message)
      await this.apply(state.id, { do: 'redact', message }, how)
      if (message === null) this.unit.erase(CaseContents, state.id)
      else this.unit.erase(Messages, message)
    })
  }

  /** Takes one file out of a message for ever; the message stays. Its bytes go with `privacy.erase`, or with the sweep. */
  redactFile(id: string, { message, file, ...how }: wish.RedactFileWish): Promise<void> {
    return this.onMessage(id, { do: 'redact-file', message }, how, (m) => ({
      ...m,
      files: m.files.filter(({ blob }) => blob !== file),
    }))
  }

  private async content(state: CaseState): Promise<CaseContent> {
    const stored = await this.unit.get(CaseContents, state.id)
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

  private async customerOf(wish: wish.ForWhom): Promise<{ readonly id: string; readonly organization: string | null }> {
    if (wish.customer !== undefined) return this.customers.current(wish.customer)
    const { from } = wish
    const handle =
      'handle' in from ? from.handle : ({ kind: 'email', value: from.email, assurance: 'asserted' } as const)
    return this.customers.identify(handle, defined({ name: from.name }))
  }

  private async firstMessage(id: string, wish: wish.OpenWish, customer: string, channel: string): Promise<void> {
    const handles = await this.customers.handlesOf(customer)
    const participants = handles.map((handle) => ({ handle, name: null }))
    await this.receive(id, {
      text: wish.text ?? '',
      subject: wish.subject,
      place: { channel, account: channel, thread: id, participants },
    })
  }

  private async move(id: string, doc: Message, to: string): Promise<void> {
    const { conversation, channel } = doc
    const isAutomatic = doc.isAutomatic
    if (doc.visibility === 'internal') await this.apply(to, { do: 'note', message: id }, {})
    else
      await this.apply(
        to,
        { do: doc.direction === 'inbound' ? 'receive' : 'reply', message: id, conversation, channel, isAutomatic },
        {},
      )
    this.unit.put(Messages, id, { ...doc, case: to })
  }

  /** By id or by label; a new label makes a new entry. */
  private async tagId(tag: string): Promise<string> {
    if (await this.unit.get(Tags, tag)) return tag
    const { items } = await this.unit.find(Tags, { index: 'label', equals: [tag.toLowerCase()], limit: 1 })
    if (items[0]) return items[0].id
    const id = this.kernel.ids()
    this.unit.put(Tags, id, { label: tag })
    return id
  }

  private async checkMember(agent: string, queue: string): Promise<void> {
    const stored = await this.unit.get(Queues, queue)
    if (stored && !stored.doc.members.includes(agent)) throw coreErrors['not-a-member']({ agent, queue })
  }
}

const describable = ['subject', 'issue', 'environment', 'cause', 'resolution'] as const
const linkId = (from: string, kind: string, to: string): string => `${from}/${kind}/${to}`
