import { readFileSync } from 'node:fs'

/** Each file of a project, and where the template has it: npm keeps files of some names for itself. */
const places = {
  'README.md': 'README.md',
  'tsconfig.json': 'tsconfig.json',
  '.gitignore': 'gitignore',
  '.env.example': 'env.example',
  'src/desk.ts': 'src/desk.ts',
  'src/web.ts': 'src/web.ts',
  'src/run.ts': 'src/run.ts',
  'src/main.ts': 'src/main.ts',
  'src/setting.ts': 'src/setting.ts',
  'test/desk.test.ts': 'test/desk.test.ts',
} as const

const read = (place: string): string => readFileSync(new URL(`../template/${place}`, import.meta.url), 'utf8')

/** The template: a project that has everything, its lines marked with what they are for. By path. */
export const template = Object.entries(places).map(([path, place]) => ({ path, text: read(place) }))
