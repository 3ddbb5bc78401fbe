const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A text as it stands in markup. */
export const escaped = (text: string | number): string => String(text).replace(/[&<>"']/g, (c) => entities[c] ?? c)

/** A number as it stands in a picture: a tenth of a unit is finer than any eye. */
export const at = (value: number): string => String(Math.round(value * 10) / 10 + 0)

/** A piece of a picture: `el('circle', { cx: 1 })`. */
export function el(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly string[]
): string {
  const given = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escaped(typeof value === 'number' ? at(value) : value)}"`,
  )
  return children.length === 0
    ? `<${name}${given.join('')}/>`
    : `<${name}${given.join('')}>${children.join('')}</${name}>`
}

/** Words in a picture. */
export const words = (
  x: number,
  y: number,
  text: string,
  how: { readonly class?: string; readonly anchor?: 'start' | 'middle' | 'end' } = {},
): string =>
  el(
    'text',
    { x, y, ...(how.class && { class: how.class }), ...(how.anchor && { 'text-anchor': how.anchor }) },
    escaped(text),
  )

/** A straight line. */
export const line = (x1: number, y1: number, x2: number, y2: number, kind: string): string =>
  el('line', { x1, y1, x2, y2, class: kind })
