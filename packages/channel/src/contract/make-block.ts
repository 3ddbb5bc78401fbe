import type { FileBlock, TextBlock } from './block.ts'

/**
 * Blocks of the texts that are there: what a vendor leaves out or empty is none.
 *
 * @example
 * ```ts
 * import { textBlocks } from '@casewell/channel/contract'
 *
 * console.log(textBlocks('It is mute.', undefined, '')) // [ { t: 'text', text: 'It is mute.' } ]
 * ```
 */
export const textBlocks = (...texts: readonly (string | undefined)[]): readonly TextBlock[] =>
  texts.flatMap((text) => (text ? [{ t: 'text', text }] : []))

/**
 * A place as people read it: its words, and a `geo:` URI (RFC 5870) that a map opens.
 *
 * @example
 * ```ts
 * import { placeText } from '@casewell/channel/contract'
 *
 * console.log(placeText(52.52, 13.405, 'Alexanderplatz', undefined).split('\n')) // [ 'Alexanderplatz', 'geo:52.52,13.405' ]
 * ```
 */
export const placeText = (
  latitude: number | string | undefined,
  longitude: number | string | undefined,
  ...words: readonly (string | undefined)[]
): string => {
  const point = latitude === undefined || longitude === undefined ? '' : `geo:${latitude},${longitude}`
  return [...words, point].filter(Boolean).join('\n')
}

/** Media types of the names that files without a name get. */
const types: ReadonlyMap<string, string> = new Map([
  ['jpg', 'image/jpeg'],
  ['png', 'image/png'],
  ['webp', 'image/webp'],
  ['mp4', 'video/mp4'],
  ['m4a', 'audio/mp4'],
  ['mp3', 'audio/mpeg'],
  ['ogg', 'audio/ogg'],
  ['amr', 'audio/amr'],
])

/**
 * A file that came in. What the vendor does not tell of it follows from its usual name; a media type that is none is
 * `application/octet-stream`, and parameters of one are left out.
 *
 * @param usual - its name, if the vendor gives none: `voice.ogg`
 * @example
 * ```ts
 * import { fileBlock } from '@casewell/channel/contract'
 *
 * console.log(fileBlock('7', 'voice.ogg')) // { t: 'file', ref: '7', name: 'voice.ogg', mime: 'audio/ogg' }
 * console.log(fileBlock('8', 'file', { name: 'log.txt', mime: 'text/plain; charset=utf-8' }).mime) // text/plain
 * ```
 */
export function fileBlock(
  ref: string,
  usual: string,
  told: { readonly name?: string | undefined; readonly mime?: string | undefined } = {},
): FileBlock {
  const [type = ''] = (told.mime ?? types.get(usual.split('.').at(-1) ?? '') ?? '').split(';')
  const isType = /^[\w.+-]+\/[\w.+-]+$/.test(type)
  return { t: 'file', ref, name: told.name || usual, mime: isType ? type : 'application/octet-stream' }
}

/**
 * A form with a file in it, as vendors want uploads.
 *
 * @param field - of the file
 * @param fields - the others
 * @example
 * ```ts
 * import { fileForm } from '@casewell/channel/contract'
 *
 * const file = { t: 'file', ref: '', name: 'a.txt', mime: 'text/plain', bytes: Buffer.from('hum') } as const
 * console.log([...fileForm('media', file, { chat_id: 42 }).keys()]) // [ 'chat_id', 'media' ]
 * ```
 */
export function fileForm(
  field: string,
  { name, mime, bytes = new Uint8Array() }: Pick<FileBlock, 'name' | 'mime' | 'bytes'>,
  fields: Readonly<Record<string, string | number>> = {},
): FormData {
  const form = new FormData()
  for (const [key, value] of Object.entries(fields)) form.set(key, `${value}`)
  form.set(field, new Blob([new Uint8Array(bytes)], { type: mime }), name)
  return form
}
