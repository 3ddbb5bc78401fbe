// Reads the public API of every door from its built declarations. One program holds all of them: a tenth of the time.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { CompilerState, Extractor, ExtractorConfig } from '@microsoft/api-extractor'

/** As a user compiles: no source condition, so that an import of a neighbour is an import of its declarations. */
const compilerOptions = {
  target: 'ES2022',
  lib: ['ES2023', 'ESNext.Disposable'],
  module: 'NodeNext',
  moduleResolution: 'NodeNext',
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
}

function configOf({ pkg, declarations }, folder) {
  const home = resolve(pkg.dir)
  return ExtractorConfig.prepare({
    configObject: {
      projectFolder: home,
      mainEntryPointFilePath: declarations,
      newlineKind: 'lf',
      compiler: { overrideTsconfig: { compilerOptions, include: ['dist/types'] } },
      apiReport: { enabled: true, reportFolder: folder, reportTempFolder: folder, reportFileName: 'door.api.md' },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: { extractorMessageReporting: { default: { logLevel: 'none' } } },
    },
    packageJsonFullPath: join(home, 'package.json'),
    packageFolder: home,
  })
}

/** Every name is public and its prose stands in the source: what is left is the API. */
function bodyOf(report) {
  const [, body = ''] = /```ts\n([\s\S]*?)\n```/.exec(report) ?? []
  return body
    .split('\n')
    .filter(
      (line) =>
        !/^\s*\/\/ (?:@public(?: \(undocumented\))?|\(undocumented\)|\(No @packageDocumentation .*\))$/.test(line),
    )
    .join('\n')
    .trim()
}

/**
 * The API of some doors, and the compiler's program that holds them.
 *
 * @returns `{ program, apis }`: `apis` has `{ …door, body }` for each door, `body` as declarations
 */
export function extract(doors) {
  const folder = mkdtempSync(join(tmpdir(), 'casewell-api-'))
  try {
    const configs = doors.map((door) => configOf(door, folder))
    const additionalEntryPoints = doors.slice(1).map(({ declarations }) => declarations)
    const compilerState = CompilerState.create(configs[0], { additionalEntryPoints })
    const apis = doors.map((door, i) => ({ ...door, body: reportOf(configs[i], compilerState) }))
    return { program: compilerState.program, apis }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function reportOf(config, compilerState) {
  const said = []
  const messageCallback = (message) => {
    message.handled = true // we speak for ourselves
    if (message.logLevel === 'error') said.push(message.text)
  }
  Extractor.invoke(config, { compilerState, localBuild: true, messageCallback })
  if (said.length > 0) throw new Error(said.join('\n'))
  return bodyOf(readFileSync(config.reportFilePath, 'utf8'))
}
