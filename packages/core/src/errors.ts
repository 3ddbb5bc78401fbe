import { type ErrorCatalogue, errorCatalogue } from '@casewell/errors'

const specs = {
  denied: {
    says: (d: { role: string; deed: string; case: string | null }) =>
      `the role ${d.role} may not "${d.deed}"${d.case === null || d.case === '' ? '' : ` on case ${d.case}`}.`,
    hint: 'Act as somebody whose role allows it; a customer reaches only their own cases.',
  },
  'content-in-event': {
    says: (d: { type: string; field: string }) =>
      `${d.field} of ${d.type} looks like content: a name, an address or somebody's words.`,
    hint: 'The log is for ever. Put content into a document, and its id (ASCII, no spaces, no @, at most 200 characters) into the event.',
  },
  'telling-id': {
    says: (d: { role: string }) => `the id of this ${d.role} looks like a name or an address.`,
    hint: 'It stands in every event they cause, for ever. Use an id that tells nothing: ASCII, no spaces, no @, at most 200 characters.',
  },
  'needs-verification': {
    says: (d: { deed: string; needs: string; has: string }) =>
      `"${d.deed}" needs a customer who is ${d.needs}; this one is ${d.has}.`,
    hint: 'Let them prove it first: desk.verify(caseId, { purpose }), then desk.confirm with the code; the same session in the actor.',
  },
  'wrong-code': {
    says: (d: { purpose: string; left: number }) => `that is not the code for "${d.purpose}"; tries left: ${d.left}.`,
    hint: 'Type the newest code, all six digits; ask for a new one if it does not come.',
  },
  'code-expired': {
    says: (d: { purpose: string; validMinutes: number }) =>
      `the code for "${d.purpose}" is older than ${d.validMinutes} minutes.`,
    hint: 'Ask for a new one: desk.verify with `again`.',
  },
  'code-used': {
    says: (d: { purpose: string }) => `the code for "${d.purpose}" was used already.`,
    hint: 'A code is good for one time. Ask for a new one if the proof has run out.',
  },
  'code-locked': {
    says: (d: { purpose: string; lockMinutes: number }) =>
      `too many wrong codes for "${d.purpose}": nobody may try for ${d.lockMinutes} minutes.`,
    hint: 'Wait, or let somebody of the team check who it is (verification.vouch).',
  },
  'bad-session-key': {
    says: (d: { bytes: number }) => `the session key has ${d.bytes} bytes; fewer than 32 can be guessed.`,
    hint: 'Make one with crypto.randomBytes(32), keep it like a password, share it with the host application alone.',
  },
  refused: {
    says: (d: { command: string; plugin: string; reason: string }) => `${d.plugin} refused "${d.command}": ${d.reason}`,
    hint: 'Do what the reason asks for, or change the settings of that plugin.',
  },
  'no-message': {
    says: (d: { case: string; message: string }) =>
      `${d.case === '' ? 'there is' : `case ${d.case} has`} no message ${d.message}.`,
    hint: 'Read the timeline again: it may have been erased, or belong to another case.',
  },
  'no-file': {
    says: (d: { message: string; file: string }) => `message ${d.message} has no file ${d.file}.`,
    hint: 'Name the file by its blob, as the message does; it may have been erased.',
  },
  'no-erasure': {
    says: (d: { erasure: string }) => `there is no erasure ${d.erasure}.`,
    hint: 'privacy.erasures() lists them; each tells what was erased.',
  },
  'no-conversation': {
    says: (d: { case: string }) => `case ${d.case} has no conversation to answer in.`,
    hint: 'Name one with `conversation`, or let the customer write first.',
  },
  'bad-fields': {
    says: (d: { type: string; reason: string }) =>
      `the custom fields of type ${d.type} do not fit their schema: ${d.reason}.`,
    hint: 'Correct the values, or the schema under `fields` of createDesk.',
  },
  'no-customer': {
    says: (d: { customer: string }) => `there is no customer ${d.customer}.`,
    hint: 'Identify the customer by a handle first; a merged customer is found under the one who remains.',
  },
  'two-identities': {
    says: (d: { from: string; into: string }) =>
      `${d.from} and ${d.into} are two different verified users: they are not merged.`,
    hint: 'If it is one person with two accounts, link the cases instead.',
  },
  'handle-taken': {
    says: (d: { kind: string; holder: string }) => `that ${d.kind} already belongs to customer ${d.holder}.`,
    hint: 'Merge the two customers, or remove the handle from the other one.',
  },
  'no-agent': {
    says: (d: { agent: string }) => `there is no agent ${d.agent}.`,
    hint: 'Add the agent with agents.put first.',
  },
  'no-queue': {
    says: (d: { queue: string }) => `there is no queue ${d.queue}.`,
    hint: 'Add the queue with queues.put first.',
  },
  'not-a-member': {
    says: (d: { agent: string; queue: string }) => `${d.agent} is not a member of queue ${d.queue}.`,
    hint: 'Add the agent to the queue, or move the case to one of their queues first.',
  },
  'same-name': {
    says: (d: { kind: string; name: string }) => `two ${d.kind}s are called ${d.name}.`,
    hint: 'Give each a name of its own, for example an account to a channel that is used twice.',
  },
  'too-late': {
    says: (d: { what: string }) => `${d.what} comes too late: the desk has started.`,
    hint: 'Call it before desk.start().',
  },
  'no-store': {
    says: () => 'a desk needs a store, and was given none.',
    hint: 'createDesk({ store: memoryStore() }), or a store that keeps things; see that the option is spelt `store`.',
  },
  'not-a-plugin': {
    says: (d: { given: string }) =>
      `desk.use was given ${d.given}, which is no plugin: a plugin has a name and a setup.`,
    hint: 'Call the function that makes it, desk.use(surveys({ … })), and see how its parts are spelt.',
  },
  'no-role': {
    says: (d: { role: string }) => `there is no role ${d.role}.`,
    hint: "desk.as({ id: 'ada', role: 'agent' }): a role is customer, agent, lead, admin or system.",
  },
  'missing-plugin': {
    says: (d: { plugin: string; name: string; package: string; use: string }) =>
      `plugin ${d.plugin} needs ${d.name}, which is not in use: npm install ${d.package}, then desk.use(${d.use}).`,
    hint: 'Add that line before the plugin that needs it; install the package first if it is not there.',
  },
  'handler-failed': {
    says: (d: { subscription: string; position: number; attempt: number; attempts: number; reason: string }) =>
      `subscription ${d.subscription} failed at event ${d.position}, attempt ${d.attempt} of ${d.attempts}: ${d.reason}`,
    hint: 'Its cause says where. It is tried again by itself; after the last attempt it is a dead letter: desk.subscriptions lists, retries and drops them.',
  },
  stopped: {
    says: () => 'the desk is stopped.',
    hint: 'Create a new desk; a stopped one does not start again.',
  },
  'impossible-time': {
    says: (d: { reason: string }) => `this entry cannot be: ${d.reason}.`,
    hint: 'Correct the times; a correction is a new entry that names the one it replaces.',
  },
} as const

/** Everything that can go wrong on a desk. */
export const coreErrors: ErrorCatalogue<'core', typeof specs> = errorCatalogue('core', specs)
