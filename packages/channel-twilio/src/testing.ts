export { twilioHarness } from './testing/harness.ts'
export { type TwilioVendor, twilioVendor } from './testing/vendor.ts'
