export { lineHarness } from './testing/harness.ts'
export { type LineVendor, lineVendor } from './testing/vendor.ts'
