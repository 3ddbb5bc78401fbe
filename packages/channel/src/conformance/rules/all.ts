import type { Rule } from '../rule.ts'
import { capabilityRules } from './capability.ts'
import { decodeRules } from './decode.ts'
import { definitionRules, settingRules } from './definition.ts'
import { inboundRules } from './inbound.ts'
import { lifeRules } from './life.ts'
import { outboundRules } from './outbound.ts'
import { signatureRules } from './signature.ts'

/** Every sentence of a channel's contract, CH1 and on. */
export const channelRules: readonly Rule[] = [
  ...definitionRules,
  ...signatureRules,
  ...decodeRules,
  ...inboundRules,
  ...outboundRules,
  ...capabilityRules,
  ...lifeRules,
  ...settingRules,
]
