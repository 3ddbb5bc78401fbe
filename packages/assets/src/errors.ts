import { type ErrorCatalogue, errorCatalogue } from '@casewell/errors'

const specs = {
  'no-product': {
    says: (d: { product: string }) => `there is no product ${d.product} in the catalogue.`,
    hint: 'Add it with putProduct, or name it by one of its aliases.',
  },
  'no-asset': {
    says: (d: { asset: string }) => `there is no asset ${d.asset} for you.`,
    hint: 'List the assets of the customer; an asset keeps its id when it is retired.',
  },
  'no-fact': {
    says: (d: { fact: string }) => `there is no proposed fact ${d.fact}.`,
    hint: 'List the proposals again: somebody may have decided on it.',
  },
  'other-customer': {
    says: (d: { asset: string; owner: string; customer: string }) =>
      `asset ${d.asset} belongs to customer ${d.owner}; customer ${d.customer} says nothing about it.`,
    hint: 'Name an asset of the customer whose case this is, or add one.',
  },
  denied: {
    says: (d: { role: string; deed: string }) => `the role ${d.role} may not "${d.deed}".`,
    hint: 'Ask somebody of the team; customers read and state only what is theirs.',
  },
  'own-parent': {
    says: (d: { asset: string; parent: string }) => `asset ${d.asset} cannot be part of ${d.parent}: that is a circle.`,
    hint: 'Name the asset that it stands in, or null.',
  },
  'bad-product': {
    says: (d: { product: string; reason: string }) => `product ${d.product} cannot be kept: ${d.reason}.`,
    hint: 'Correct the fields that the reason names.',
  },
} as const

/** Everything that can go wrong with assets. */
export const assetsErrors: ErrorCatalogue<'assets', typeof specs> = errorCatalogue('assets', specs)
