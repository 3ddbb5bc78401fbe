import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

const conditions = ['@casewell/source', 'module', 'node', 'development|production']

/** Tests run from source: no build stands between a change and its verdict. */
export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  ssr: { resolve: { conditions } },
  resolve: { conditions },
  test: {
    include: [
      'packages/*/test/**/*.test.ts',
      'examples/*/test/**/*.test.ts',
      'docs/test/*.test.ts',
      'scripts/test/*.test.mjs',
      'bench/test/*.test.ts',
      'tooling/test/*.test.ts',
    ],
    pool: 'forks',
    isolate: false, // a worker loads the house once, not once for each file
    maxWorkers: 3,
    experimental: { fsModuleCache: true }, // what has not changed is not translated again
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
