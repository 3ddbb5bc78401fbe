const ENDS_ASKING = /[?？؟;][)"'”’」』\s]*$/u
const ASKS =
  /^(?:how|what|why|where|when|who|which|can|could|do|does|did|is|are|will|should|may|wie|was|warum|wo|wann|wer|welche[rs]?|kann|cómo|qué|por qué|dónde|cuándo|quién|cuál|comment|pourquoi|où|quand|quel(?:le)?s?|como|come|perché|как|что|почему|где|когда)\s|[吗呢么]$|什么|怎么|怎样|如何|多少|为什么|哪|是否|能否|可否/iu

/** Does this headline ask something? The engine in memory looks at the same signs. */
export const isQuestion = (headline: string): boolean => ENDS_ASKING.test(headline) || ASKS.test(headline.trim())
