import { assets } from '@casewell/assets' // if assets
import { email } from '@casewell/channel-email' // if email
import { line } from '@casewell/channel-line' // if line
import { slack } from '@casewell/channel-slack' // if slack
import { telegram } from '@casewell/channel-telegram' // if telegram
import { twilio } from '@casewell/channel-twilio' // if twilio
import { webhook } from '@casewell/channel-webhook' // if webhook
import { wecom } from '@casewell/channel-wecom' // if wecom
import { whatsapp } from '@casewell/channel-whatsapp' // if whatsapp
import { createDesk } from '@casewell/core'
import { knowledge } from '@casewell/knowledge' // if knowledge
import { scores } from '@casewell/scores' // if scores
import type { StoreHost } from '@casewell/store'
import { standardSurveys, surveys } from '@casewell/surveys' // if surveys
import { setting } from './setting.ts' // if channel surveys

// if asked

/** Where customers are asked how it went, best first. */
const channels = ['email', 'webhook', 'telegram', 'slack', 'whatsapp', 'line', 'wecom', 'twilio']
// end

/** Everything that this desk is made of. Nothing comes in before `desk.start()`. */
export async function openDesk(store: StoreHost) {
  const desk = await createDesk({ store })
  const { MAIL_IMAP, MAIL_SMTP } = process.env // if email
  return {
    desk,
    // if email
    email: desk.use(
      email('support', {
        address: setting('MAIL_ADDRESS'),
        imap: MAIL_IMAP ? { url: MAIL_IMAP } : undefined,
        smtp: MAIL_SMTP,
        outbox: 'outbox',
      }),
    ),
    // end
    // if webhook
    webhook: desk.use(
      webhook('app', {
        url: setting('WEBHOOK_URL'),
        secret: setting('WEBHOOK_SECRET'),
      }),
    ),
    // end
    // if telegram
    telegram: desk.use(
      telegram('help', {
        token: setting('TELEGRAM_TOKEN'),
        secret: setting('TELEGRAM_SECRET'),
      }),
    ),
    // end
    // if slack
    slack: desk.use(
      slack('team', {
        token: setting('SLACK_TOKEN'),
        secret: setting('SLACK_SIGNING_SECRET'),
        teamId: setting('SLACK_TEAM_ID'),
        botUserId: setting('SLACK_BOT_USER_ID'),
      }),
    ),
    // end
    // if whatsapp
    whatsapp: desk.use(
      whatsapp('shop', {
        phoneNumberId: setting('WHATSAPP_PHONE_NUMBER_ID'),
        token: setting('WHATSAPP_TOKEN'),
        secret: setting('WHATSAPP_APP_SECRET'),
        verifyToken: setting('WHATSAPP_VERIFY_TOKEN'),
      }),
    ),
    // end
    // if line
    line: desk.use(
      line('help', {
        secret: setting('LINE_CHANNEL_SECRET'),
        token: setting('LINE_CHANNEL_TOKEN'),
      }),
    ),
    // end
    // if wecom
    wecom: desk.use(
      wecom('help', {
        corpId: setting('WECOM_CORP_ID'),
        agentId: Number(setting('WECOM_AGENT_ID')),
        appSecret: setting('WECOM_APP_SECRET'),
        token: setting('WECOM_TOKEN'),
        encodingAesKey: setting('WECOM_ENCODING_AES_KEY'),
      }),
    ),
    // end
    // if twilio
    twilio: desk.use(
      twilio('sms', {
        accountSid: setting('TWILIO_ACCOUNT_SID'),
        authToken: setting('TWILIO_AUTH_TOKEN'),
        from: setting('TWILIO_FROM'),
        publicUrl: `${setting('PUBLIC_URL')}/twilio`,
        statusCallback: `${setting('PUBLIC_URL')}/twilio`,
      }),
    ),
    // end
    assets: desk.use(assets()), // if assets
    knowledge: desk.use(knowledge()), // if knowledge
    // if surveys
    surveys: desk.use(
      surveys({
        surveys: [standardSurveys.csat],
        policies: [{ survey: 'csat', channels }],
        baseUrl: `${setting('PUBLIC_URL')}/survey`,
      }),
    ),
    // end
    scores: desk.use(scores()), // if scores
  }
}

export type HelpDesk = Awaited<ReturnType<typeof openDesk>>
