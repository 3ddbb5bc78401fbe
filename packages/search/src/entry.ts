/** What may stand in a field or a tag. Several texts, such as the questions of linked cases, count as one. */
export type Text = string | readonly string[]

/** Something to be found: an id, its fields, its tags. */
export type Entry<Field extends string = string, Tag extends string = never> = { readonly id: string } & {
  readonly [name in Field | Tag]?: Text | undefined
}

/** The shape of all entries of one index. */
export interface Shape<Field extends string = string, Tag extends string = string> {
  /** Names and weights; the first field is the headline. */
  readonly fields: readonly (readonly [name: Field, weight: number])[]
  readonly tags: readonly Tag[]
}

export const textsOf = (text: Text | undefined): readonly string[] =>
  text === undefined ? [] : typeof text === 'string' ? [text] : text
