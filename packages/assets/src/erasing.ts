import { erasing } from '@casewell/core'
import { type Asset, Assets, CaseAssets, type Fact, Facts } from './asset.ts'

/**
 * What remains when a customer is erased: an organization goes on running what its people have told of, so that its assets
 * stay, without free text; those of a person alone go. Which assets a case was about is ids, and stands.
 */
export const assetsErasing = [
  erasing(Assets, (asset) => (asset.organization === null ? undefined : withoutText(asset))),
  erasing(Facts, (fact) => (fact.organization === null || isFreeText(fact) ? undefined : fact)),
  erasing(CaseAssets, (named) => named),
] as const

const withoutText = (asset: Asset): Asset => ({ ...asset, name: '', purpose: '', environment: '', statedProduct: null })

/** A version that counts as one, a number or a yes tells of the asset; any other text may tell of a person. */
const isFreeText = ({ key, value, doubt }: Fact): boolean =>
  typeof value === 'string' && (key !== 'version' || doubt !== null)
