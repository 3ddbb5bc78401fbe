// Writes docs/licences.md. The gate `licences` compares it.
import { pageOf, writePage } from './licences/page.mjs'
import { runtime } from './licences/runtime.mjs'

writePage(pageOf(runtime()))
