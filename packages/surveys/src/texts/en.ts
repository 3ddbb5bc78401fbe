import type { Translation } from '../translation.ts'

export const en: Translation = {
  language: 'en',
  direction: 'ltr',
  page: {
    optional: 'optional',
    send: 'Send',
    missing: 'Something is missing',
    required: 'Please choose an answer.',
    thanks: 'Thank you. Your answer has been counted.',
    replaced: 'Thank you. Your new answer has replaced the earlier one.',
    already: 'We have your answer already. If you have changed your mind, send a new one: it replaces the old one.',
    expired: 'This survey has ended. Nothing was counted. To reach us, simply reply to our last message.',
    unknown: 'We do not know this link. Nothing was counted. Please open the link in our message once more.',
    notYet: 'This survey has not begun yet, or was called off. Nothing was counted.',
    decline: 'Do not ask me again',
    declined: 'We will not ask you again. Thank you for telling us.',
  },
  message: {
    reply: 'Reply with a number from {min} ({low}) to {max} ({high}), or answer here:',
    link: 'Please answer here:',
    reminder: 'We would still like to know:',
    stop: 'To get no more questions from us, reply {stop}.',
  },
  stopWords: ['STOP', 'unsubscribe', 'no more surveys', 'stop asking'],
  kano: {
    answers: ['I like it', 'I expect it', 'I do not mind', 'I can live with it', 'I dislike it'],
    importance: 'How important is this to you? 1: not at all, 9: extremely',
  },
  surveys: {
    csat: {
      title: 'Your case',
      questions: {
        csat: {
          ask: 'How satisfied are you with the way we handled your case?',
          low: 'very dissatisfied',
          high: 'very satisfied',
        },
        comment: { ask: 'What was the reason for your answer?' },
      },
    },
    nps: {
      title: 'Would you recommend us?',
      questions: {
        nps: {
          ask: 'How likely are you to recommend us to a friend or colleague?',
          low: 'not at all likely',
          high: 'extremely likely',
        },
        comment: { ask: 'What was the reason for your answer?' },
      },
    },
    ces: {
      title: 'Your case',
      questions: {
        ces: {
          ask: 'The company made it easy for me to handle my issue.',
          low: 'strongly disagree',
          high: 'strongly agree',
        },
        comment: { ask: 'What was the reason for your answer?' },
      },
    },
  },
}
