import { gzipSync } from 'node:zlib'
import type { BuildOptions } from 'esbuild'

/** How whatever is weighed is bundled: as a page's bundler does it, from our sources. Nothing is written. */
export const weighed = {
  bundle: true,
  minify: true,
  charset: 'utf8', // as Vite has it
  format: 'esm',
  platform: 'neutral',
  conditions: ['@casewell/source'],
  write: false,
  logLevel: 'error',
} satisfies BuildOptions

/** How many bytes go over the wire, compressed as servers do. */
export const gzipped = (contents: Uint8Array = new Uint8Array()): number => gzipSync(contents, { level: 9 }).length
