// What importing one score, or search, adds to an app: minified and compressed.
import { build } from 'esbuild'
import { gzipped, weighed } from '../tooling/weight.ts'
import { bench } from './harness.ts'

/** Bytes of one name of one door, bundled with everything that it needs. */
async function bytesOf(name: string, door: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${name} } from '${door}'`, resolveDir: import.meta.dirname },
    ...weighed,
  })
  return gzipped(outputFiles[0]?.contents)
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
