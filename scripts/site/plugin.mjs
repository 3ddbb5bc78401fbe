// What the site adds to typedoc: one program for all packages, chapters, readable addresses. Named by typedoc.json.
import { Application, PageEvent, RendererEvent } from 'typedoc'
import { brokenLinks } from './broken-links.mjs'
import { chaptersOf } from './contents.mjs'
import { mended } from './mended.mjs'
import { oneProgram } from './one-program.mjs'
import { SiteRouter } from './router.mjs'
import { asPage, titleOf } from './sources.mjs'
import { SiteTheme } from './theme.mjs'
import { warmColours } from './warm.mjs'

/** Before and after what typedoc does by itself at the same moment. */
const [first, last] = [1000, -1000]

/** A page is called what its heading says, not what its file is called. */
function nameGuides(project) {
  for (const page of project.documents ?? []) page.name = titleOf(project.files.getReflectionPath(page)) ?? page.name
}

/** The SPEC of a package says in its heading what package that is; in the navigation it already stands below it. */
function nameSpecs(project) {
  for (const pkg of project.children ?? []) for (const page of pkg.documents ?? []) page.name = 'What it promises'
}

/** Every Markdown page goes through here on its way in. */
function readPages({ converter }) {
  const parse = converter.parseRawComment
  converter.parseRawComment = (source, files) => {
    source.text = asPage(source.text, source.fileName)
    return parse.call(converter, source, files)
  }
}

export function load(app) {
  oneProgram(app)
  readPages(app)
  warmColours(app)
  app.renderer.defineRouter('casewell', SiteRouter)
  app.renderer.defineTheme('casewell', SiteTheme)
  app.on(Application.EVENT_PROJECT_REVIVE, nameGuides, first)
  app.on(Application.EVENT_PROJECT_REVIVE, nameSpecs, first)
  app.on(
    Application.EVENT_PROJECT_REVIVE,
    (project) => {
      project.categories = chaptersOf(project)
    },
    last,
  )
  app.renderer.on(PageEvent.END, (page) => {
    page.contents = mended(page.contents, page.url)
  })
  app.renderer.on(RendererEvent.END, ({ outputDirectory }) => {
    for (const fault of brokenLinks(outputDirectory)) app.logger.error(fault)
  })
}
