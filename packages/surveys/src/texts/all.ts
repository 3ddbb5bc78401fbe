import type { Translation } from '../translation.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { ja } from './ja.ts'
import { zh } from './zh.ts'

/** The languages that come along. Each is the pattern of a file for another one. */
export const translations: Readonly<Record<'en' | 'zh' | 'ja' | 'de' | 'es', Translation>> = { en, zh, ja, de, es }
