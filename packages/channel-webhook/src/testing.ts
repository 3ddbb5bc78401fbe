export { webhookHarness } from './testing/harness.ts'
export { type ApplicationVendor, applicationVendor } from './testing/vendor.ts'
