import { plotStyle } from './style.ts'
import { el, escaped } from './svg.ts'

/** All pictures are drawn on 400 units of width, so that words stay readable on a telephone. */
export const plotWidth = 400

/** A picture, and what it says to whoever does not see it. */
export interface Plot {
  readonly title: string
  /** The finding in words, with its numbers. */
  readonly description: string
  readonly height: number
  /** SVG, without its frame. */
  readonly body: string
  /** The numbers behind it. */
  readonly table: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
}

/**
 * A picture to stand in a page.
 *
 * @param id - unique in its page
 * @example
 * ```ts
 * import { inlineSvg, rangePlot } from '@casewell/scores/plot'
 * import { proportion } from '@casewell/scoring'
 *
 * const rows = [{ name: 'Chat', estimate: proportion().result({ v: 1, yes: 9, n: 10 }) }]
 * const plot = rangePlot({ title: 'Resolved', rows, say: (share) => `${Math.round(100 * share)} %` })
 * console.log(inlineSvg(plot, 'chat').includes('<title id="chat-title">Resolved</title>')) // true
 * ```
 */
export function inlineSvg({ title, description, height, body }: Plot, id: string): string {
  const label = { role: 'img', 'aria-labelledby': `${id}-title ${id}-text` }
  const head =
    el('title', { id: `${id}-title` }, escaped(title)) + el('desc', { id: `${id}-text` }, escaped(description))
  return el('svg', { class: 'plot', viewBox: `0 0 ${plotWidth} ${height}`, ...label }, head, body)
}

/**
 * A picture as a file of its own: it brings its style and its paper along.
 *
 * @example
 * ```ts
 * import { rangePlot, svgFile } from '@casewell/scores/plot'
 * import { proportion } from '@casewell/scoring'
 *
 * const rows = [{ name: 'Chat', estimate: proportion().result({ v: 1, yes: 9, n: 10 }) }]
 * const file = svgFile(rangePlot({ title: 'Resolved', rows, say: (share) => `${Math.round(100 * share)} %` }))
 * console.log(file.startsWith('<svg xmlns="http://www.w3.org/2000/svg"'), file.includes('<style>')) // true true
 * ```
 */
export function svgFile(plot: Plot): string {
  const { title, description, height, body } = plot
  const named = el('title', { id: 'title' }, escaped(title)) + el('desc', { id: 'text' }, escaped(description))
  const paper = el('rect', { class: 'paper', width: plotWidth, height })
  const frame = {
    xmlns: 'http://www.w3.org/2000/svg',
    class: 'plot',
    viewBox: `0 0 ${plotWidth} ${height}`,
    width: plotWidth * 1.5,
    role: 'img',
    'aria-labelledby': 'title text',
  }
  return `${el('svg', frame, named, `<style>${plotStyle}</style>`, paper, `\n${body.replaceAll('/>', '/>\n')}\n`)}\n`
}

/** A scale of a picture: from values to places. */
export function scaleOf(from: readonly [number, number], to: readonly [number, number]): (value: number) => number {
  const span = from[1] - from[0] || 1
  return (value) => to[0] + ((value - from[0]) / span) * (to[1] - to[0])
}

/** Round values that part a stretch into about `count` steps: 1, 2 or 5 times a power of ten. */
export function ticksOf(from: number, to: number, count = 4): readonly number[] {
  const rough = (to - from) / count
  if (!(rough > 0)) return [from]
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10) * power
  const first = Math.ceil(from / step - 1e-9)
  const last = Math.floor(to / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}
