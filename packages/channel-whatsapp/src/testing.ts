export { whatsappHarness } from './testing/harness.ts'
export { type WhatsappVendor, whatsappVendor } from './testing/vendor.ts'
