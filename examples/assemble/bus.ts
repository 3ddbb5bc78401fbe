import { createBus } from '@casewell/bus'

export const bus = createBus()
