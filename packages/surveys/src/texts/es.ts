import type { Translation } from '../translation.ts'

export const es: Translation = {
  language: 'es',
  direction: 'ltr',
  page: {
    optional: 'opcional',
    send: 'Enviar',
    missing: 'Falta algo',
    required: 'Elija una respuesta, por favor.',
    thanks: 'Gracias. Hemos contado su respuesta.',
    replaced: 'Gracias. Su nueva respuesta sustituye a la anterior.',
    already: 'Ya tenemos su respuesta. Si ha cambiado de opinión, envíe otra: sustituirá a la anterior.',
    expired:
      'Esta encuesta ha terminado. No se ha contado nada. Para hablar con nosotros, responda a nuestro último mensaje.',
    unknown: 'No conocemos este enlace. No se ha contado nada. Vuelva a abrir el enlace de nuestro mensaje, por favor.',
    notYet: 'Esta encuesta aún no ha empezado o se ha anulado. No se ha contado nada.',
    decline: 'No me pregunten más',
    declined: 'No le preguntaremos más. Gracias por decírnoslo.',
  },
  message: {
    reply: 'Responda con un número del {min} ({low}) al {max} ({high}), o conteste aquí:',
    link: 'Conteste aquí, por favor:',
    reminder: 'Aún nos gustaría saber:',
    stop: 'Si no quiere más preguntas, responda {stop}.',
  },
  stopWords: ['BAJA', 'stop', 'no más encuestas', 'cancelar'],
  kano: {
    answers: ['Me gusta', 'Lo doy por hecho', 'Me da igual', 'Puedo aceptarlo', 'No me gusta'],
    importance: '¿Qué importancia tiene para usted? 1: ninguna, 9: máxima',
  },
  surveys: {
    csat: {
      title: 'Su caso',
      questions: {
        csat: {
          ask: '¿En qué medida está satisfecho con la forma en que atendimos su caso?',
          low: 'muy insatisfecho',
          high: 'muy satisfecho',
        },
        comment: { ask: '¿Cuál fue el motivo de su respuesta?' },
      },
    },
    nps: {
      title: '¿Nos recomendaría?',
      questions: {
        nps: {
          ask: '¿Qué probabilidad hay de que nos recomiende a un amigo o colega?',
          low: 'nada probable',
          high: 'muy probable',
        },
        comment: { ask: '¿Cuál fue el motivo de su respuesta?' },
      },
    },
    ces: {
      title: 'Su caso',
      questions: {
        ces: {
          ask: 'La empresa me facilitó resolver mi problema.',
          low: 'muy en desacuerdo',
          high: 'muy de acuerdo',
        },
        comment: { ask: '¿Cuál fue el motivo de su respuesta?' },
      },
    },
  },
}
