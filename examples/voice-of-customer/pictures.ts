// Writes the pictures of the guides into docs/pictures.
import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { svgFile } from '@casewell/scores/plot'
import { pictures } from './src/pictures.ts'

const folder = resolve(import.meta.dirname, '../../docs/pictures')
mkdirSync(folder, { recursive: true })
for (const [file, plot] of Object.entries(pictures())) writeFileSync(resolve(folder, file), svgFile(plot))
