import { decodeText } from './charset.ts'
import { decodeQuotedPrintable } from './transfer.ts'

/**
 * RFC 2047 §2, as senders write it: spaces and single question marks inside the text are let pass. Another `=?` ends
 * the search, so that a field of unfinished words costs no more than its length.
 */
const word = /=\?([^?\s*]{1,60})(?:\*[^?\s]{0,20})?\?([QqBb])\?((?:[^?=]|=(?!\?[^=])|\?(?!=))*)\?=/g

interface Word {
  readonly encoding: string
  readonly text: string
}

/** One run of encoded words in the same charset, or the plain text between two runs. */
type Token = { readonly plain: string } | { readonly charset: string; readonly words: Word[] }

/**
 * Decodes the encoded words of a header value. Neighbours in one charset are decoded together, since senders cut
 * characters in two; white space between two words is folding, not text.
 */
export function decodeWords(value: string): string {
  return value.includes('=?')
    ? tokensOf(value)
        .map((token) => textOf(token))
        .join('')
    : value
}

/**
 * Rewrites encoded words as UTF-8 ones, charset mended, so that an address parser can do the rest: what is decoded
 * before an address list is split could bring commas of its own.
 */
export function rewordAsUtf8(value: string): string {
  if (!value.includes('=?')) return value
  return tokensOf(value)
    .map((token) => ('plain' in token ? token.plain : ` ${utf8Word(textOf(token))} `))
    .join('')
}

function utf8Word(text: string): string {
  return `=?utf-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`
}

function textOf(token: Token): string {
  return 'plain' in token ? token.plain : decodeText(bytesOf(token.words), token.charset).text
}

function tokensOf(value: string): Token[] {
  const tokens: Token[] = []
  let from = 0
  for (const match of value.matchAll(word)) {
    addPlain(tokens, value.slice(from, match.index))
    addWord(tokens, (match[1] ?? '').toLowerCase(), { encoding: (match[2] ?? '').toUpperCase(), text: match[3] ?? '' })
    from = match.index + match[0].length
  }
  if (from < value.length) tokens.push({ plain: value.slice(from) })
  return tokens
}

/** White space between two words is folding; before the first word it is text. */
function addPlain(tokens: Token[], plain: string): void {
  const isFolding = tokens.length > 0 && plain.trim() === ''
  if (plain !== '' && !isFolding) tokens.push({ plain })
}

function addWord(tokens: Token[], charset: string, next: Word): void {
  const last = tokens.at(-1)
  if (last !== undefined && 'words' in last && last.charset === charset) last.words.push(next)
  else tokens.push({ charset, words: [next] })
}

/** The bytes of a run. Base64 that was cut off its groups of four goes on in the next word. */
function bytesOf(words: readonly Word[]): Buffer {
  const chunks: Buffer[] = []
  let base64 = ''
  for (const { encoding, text } of words) {
    if (encoding === 'Q') chunks.push(decodeQuotedPrintable(Buffer.from(text.replaceAll('_', ' '), 'utf8')))
    else base64 += text
    if (encoding === 'Q' || (base64.length % 4 !== 0 && !base64.endsWith('='))) continue
    chunks.push(Buffer.from(base64, 'base64'))
    base64 = ''
  }
  if (base64 !== '') chunks.push(Buffer.from(base64, 'base64'))
  return Buffer.concat(chunks)
}
