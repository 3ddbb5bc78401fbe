import { type ErasedHeld, eraseAbout, eraseDocument } from '@casewell/store'
import { Command } from 'commander'
import type { Desktop } from '../desktop.ts'
import { cliErrors } from '../errors.ts'
import { exitCodes } from '../exit-codes.ts'
import { commonOfTenant, type OfTenant } from '../store/options.ts'
import { onlyTenant } from '../store/tenant.ts'

interface Options extends OfTenant {
  readonly about?: string
  readonly document?: string
  readonly yes?: boolean
}

/** `casewell erase` */
export function eraseCommand(desktop: Desktop): Command {
  const command = new Command('erase')
    .description(
      'Erases for ever every document that concerns a person, or one document, and the files that only they name. ' +
        'The log stays. A desk that runs erases with more tact: it knows what of a document can stay.',
    )
    .option('--about <person>', 'the id of a person')
    .option('--document <collection/id>', 'one document')
    .option('--yes', 'ask nothing')
  return commonOfTenant(command).action((options: Options, self: Command) => {
    if ((options.about === undefined) === (options.document === undefined))
      self.error('error: give either --about or --document')
    return eraseAs(desktop, options)
  })
}

async function eraseAs(desktop: Desktop, options: Options): Promise<void> {
  const { about, document = '' } = options
  await desktop.withStore(options, async (host) => {
    const { name, store } = await onlyTenant(host, options.tenant)
    const what = about === undefined ? `erasing ${document} of ${name}` : `erasing all about ${about} of ${name}`
    await confirm(desktop, options, what)
    const progress = desktop.progress(options)
    const onProgress = (documents: number): void => {
      desktop.check()
      progress.show(`${documents} documents`)
    }
    const done = await (about === undefined ? eraseDocument(store, document) : eraseAbout(store, about, onProgress))
    progress.clear()
    tell(desktop, options, done)
  })
}

/** @throws `cli/not-confirmed` */
async function confirm({ around }: Desktop, { yes }: Options, what: string): Promise<void> {
  if (yes) return
  const answer = around.isTerminal ? await around.ask(`${what} cannot be undone. Type yes to go on: `) : ''
  if (answer.trim().toLowerCase() !== 'yes') throw cliErrors['not-confirmed']({ what })
}

function tell(desktop: Desktop, { json }: Options, done: ErasedHeld): void {
  const { documents, blobs, kept, isWiped } = done
  const stay = kept.length > 0 ? `; ${kept.length} files stay, for others name them` : ''
  if (json) desktop.json(done)
  else desktop.line(`${documents.length} documents and ${blobs.length} files erased${stay}`)
  if (isWiped) return
  desktop.end(exitCodes.attention)
  if (!json) desktop.line('Somebody reads for long: the log of the engine keeps older versions until they are done.')
}
