export { wecomHarness } from './testing/harness.ts'
export { type WecomVendor, wecomVendor } from './testing/vendor.ts'
