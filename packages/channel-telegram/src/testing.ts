export { telegramHarness } from './testing/harness.ts'
export { type TelegramVendor, telegramVendor } from './testing/vendor.ts'
