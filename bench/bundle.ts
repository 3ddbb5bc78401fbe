// What importing one score, or search, adds to an app: minified and compressed.
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { bench } from './harness.ts'

/** Bytes of one name of one door, bundled with everything that it needs. */
async function bytesOf(name: string, door: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${name} } from '${door}'`, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    charset: 'utf8', // as Vite has it
    format: 'esm',
    platform: 'neutral',
    conditions: ['@casewell/source'],
    write: false,
  })
  return gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length
}

export default bench('bundle', async (report) => {
  const goal = { unit: 'bytes', better: 'lower' } as const
  const score = await bytesOf('netPromoterScore', '@casewell/scoring')
  report.row({ ...goal, what: 'netPromoterScore', bar: 3000, hope: 1000 }, score)
  report.row({ ...goal, what: 'wilson' }, await bytesOf('wilson', '@casewell/scoring'))
  report.row({ ...goal, what: 'kano' }, await bytesOf('kano', '@casewell/scoring/kano'))
  report.row({ ...goal, what: 'erlangA' }, await bytesOf('erlangA', '@casewell/scoring/queue'))
  const search = await bytesOf('createSearch', '@casewell/search')
  report.row({ ...goal, what: 'createSearch', bar: 12_000, hope: 8000 }, search)
  report.row({ ...goal, what: 'learnMeaning' }, await bytesOf('learnMeaning', '@casewell/search/meaning'))
  report.row({ ...goal, what: 'trainClassifier' }, await bytesOf('trainClassifier', '@casewell/search/classifier'))
  report.row({ ...goal, what: 'restoreSearch' }, await bytesOf('restoreSearch', '@casewell/search/snapshot'))
})
