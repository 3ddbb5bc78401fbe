import { decodeWindows1252 } from './windows-1252.ts'

/**
 * The characters that make up a good third of ordinary text in a language. Text decoded by the wrong table hits them
 * rarely, so the share of hits tells the right table.
 */
const frequent = {
  simplified:
    '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运您请谢邮件订单退款账户',
  traditional:
    '的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運您請謝郵訂單帳戶',
  korean:
    '이다는을의에가하고지한를은로도사어서기인아들자그나있정시대니리해일라수스보전부장것만안요과게으면와여상제원러선세조구주관문우했신공계동성성생국모비경오소화교통분실용합습당없무미분진중회때말연물내방람감치았거같',
  cyrillic: 'оеаинтсрвлкмдпуяызьбгчйхж',
  latin: 'éèêëàâäáãåçñöóôõøüúûíìîïßÉÈÀÄÁÅÇÑÖÓÜÚØ“”‘’–—…•€£§°´«»¿¡',
}

interface Candidate {
  readonly charset: string
  readonly hits: RegExp
}

// No word mixes Cyrillic and Latin letters.
const cyrillicWords = new RegExp(`(?<![A-Za-z])[${frequent.cyrillic}]{2,}(?![A-Za-z])`, 'g')

const oneOf = (characters: string): RegExp => new RegExp(`[${characters}]`, 'g')

/** In order of trust: of two equal scores the first wins. Kana alone prove Japanese. */
const candidates: readonly Candidate[] = [
  { charset: 'gb18030', hits: oneOf(frequent.simplified) },
  { charset: 'shift_jis', hits: /[\u3041-\u3093\u30a1-\u30f6ー、。]/g },
  { charset: 'euc-jp', hits: /[\u3041-\u3093\u30a1-\u30f6ー、。]/g },
  { charset: 'euc-kr', hits: oneOf(frequent.korean) },
  { charset: 'big5', hits: oneOf(frequent.traditional) },
  { charset: 'windows-1251', hits: cyrillicWords },
  { charset: 'koi8-r', hits: cyrillicWords },
  // Western text has its accents one by one between plain letters; a long run of them is another charset's bytes.
  { charset: 'windows-1252', hits: new RegExp(`(?<![^\\0-\\x7f])[${frequent.latin}]{1,2}(?![^\\0-\\x7f])`, 'g') },
]

const SAMPLE_BYTES = 8192

/** The charset under which the bytes read most like a language; windows-1252 when nothing stands out. */
export function guessCharset(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE_BYTES)
  let best = { charset: 'windows-1252', score: 0.1 }
  for (const candidate of candidates) {
    const score = scoreOf(sample, candidate)
    if (score > best.score) best = { charset: candidate.charset, score }
  }
  return best.charset
}

/** Share of the characters beyond ASCII that are frequent ones; replacement characters count three times against. */
function scoreOf(sample: Uint8Array, { charset, hits }: Candidate): number {
  const text = charset === 'windows-1252' ? decodeWindows1252(sample) : new TextDecoder(charset).decode(sample)
  const beyondAscii = text.match(/[^\0-\x7f]/g)?.length ?? 0
  if (beyondAscii === 0) return 0
  const found = text.match(hits)?.join('').length ?? 0
  const lost = text.match(/\ufffd/g)?.length ?? 0
  return (found - 3 * lost) / beyondAscii
}
