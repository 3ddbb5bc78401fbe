/** How much a soft stop word counts beside a word of content. Measured: deleting them costs short questions more. */
export const SOFT_WEIGHT = 0.3

/**
 * Words that only join others, softened in every text: those of English, and the most frequent of its neighbours where
 * they are not words of content in another language (`die`, `son` and `war` are). For Chinese and Japanese, characters.
 */
export const stopWords: ReadonlySet<string> = new Set([
  ...(
    'a about above after again against all am an and any are as at be because been before being below between both ' +
    'but by can could did do does doing down during each few for from further had has have having he her here hers ' +
    "herself him himself his how i if in into is it it's its itself just me more most my myself no nor not now of " +
    'off on once only or other our ours out over own same she should so some such than that the their theirs them ' +
    'then there these they this those through to too under until up very was we were what when where which while ' +
    'who whom why will with would you your yours ' +
    'aber als auch auf aus bei das dass dem der des ein eine einem einen einer es für habe ich im ist kann kein mein ' +
    'mit nach nicht oder sich sie sind und von was welche wenn wer wie wir wird wo zu zum zur ' +
    'al como con cual cuando de del dónde el ella en es está este hay la las lo los más mi para pero por porque que qué ' +
    'se si su sus un una y au aux ce cette dans des du est et il je le les leur ma mes mon ne nous ou où par pas plus ' +
    'pour quand quel quelle qui sa ses sont sur une vos votre vous à che di il io non per sono da do em na no não o os ' +
    'um uma het ik niet van een'
  ).split(' '),
  ...Array.from(
    '的了吗呢吧啊是在和与有我你他她它们这那个么就都也不要会哪些谁何什怎多少为以及被对于从到嗎個這麼們為對從のはがをにでともへや',
  ),
])
