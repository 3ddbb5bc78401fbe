import type { Draft } from '@casewell/bus'
import { coreErrors } from './errors.ts'

/** Ids, codes, categories, instants: printable ASCII without spaces and without @, 200 characters at most. */
const plain = /^[!-?A-~]{0,200}$/

/** Could it be a name, an address or somebody's words? */
export const isTelling = (text: string): boolean => !plain.test(text)

/**
 * Lets a fact pass that carries no content: the log is for ever, and nothing in it can be erased.
 *
 * @throws `core/content-in-event` naming the field, never what is in it
 */
export function checkDraft<D extends Draft>(draft: D): D {
  const field = isTelling(draft.subject) ? 'subject' : tellingField(draft.data, 'data')
  if (field !== undefined) throw coreErrors['content-in-event']({ type: draft.type, field })
  return draft
}

function tellingField(json: unknown, path: string): string | undefined {
  if (typeof json === 'string') return isTelling(json) ? path : undefined
  if (typeof json !== 'object' || json === null) return undefined
  for (const [key, value] of Object.entries(json)) {
    if (isTelling(key)) return `a key of ${path}`
    const found = tellingField(value, `${path}.${key}`)
    if (found !== undefined) return found
  }
  return undefined
}

/** Emits a fact that carries no content. */
export function tell(unit: { emit(draft: Draft): void }, draft: Draft): void {
  unit.emit(checkDraft(draft))
}
