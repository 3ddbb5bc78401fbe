import type { Language } from './engine.ts'

/** The collections beside the checkout, each with the language it is in. */
export const collections = {
  scifact_train: 'en',
  cranfield: 'en',
  cisi: 'en',
  insuranceqa_dup_dev: 'en',
  xquad_en: 'en',
  xquad_de: 'de',
  xquad_es: 'es',
  xquad_zh: 'zh',
  cmrc2018_trial: 'zh',
} as const satisfies Readonly<Record<string, Language>>
