export { isSignedByTwilio, signatureOf } from './signature.ts'
export { type TwilioConfig, twilio } from './twilio.ts'
