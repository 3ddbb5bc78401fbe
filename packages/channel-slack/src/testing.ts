export { slackHarness } from './testing/harness.ts'
export { type SlackVendor, slackVendor } from './testing/vendor.ts'
