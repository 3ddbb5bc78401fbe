import type { Rule } from '../rule.ts'
import { backupRules } from './backups.ts'
import { blobRules, forgettingRules } from './blobs.ts'
import { claimRules } from './claims.ts'
import { commitRules } from './commits.ts'
import { groupRules } from './groups.ts'
import { houseRules } from './house.ts'
import { lifeRules } from './life.ts'
import { logRules } from './log.ts'
import { modelRules } from './model.ts'
import { orderRules } from './order.ts'
import { queryRules } from './queries.ts'
import { tenantRules } from './tenants.ts'
import { textRules } from './texts.ts'
import { uniqueRules } from './unique.ts'
import { upgradeRules } from './upgrades.ts'

/** Every sentence of the store's contract, ST1 and on. */
export const storeRules: readonly Rule[] = [
  ...commitRules,
  ...claimRules,
  ...uniqueRules,
  ...groupRules,
  ...orderRules,
  ...queryRules,
  ...textRules,
  ...logRules,
  ...tenantRules,
  ...blobRules,
  ...upgradeRules,
  ...lifeRules,
  ...houseRules,
  ...modelRules,
  ...forgettingRules,
  ...backupRules,
]
