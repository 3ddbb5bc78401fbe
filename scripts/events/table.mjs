// The part of docs/events.md that lists all events: everything from its heading to the end of the page.
const heading = '## All events'

const intro = `${heading}

What follows is made from the code: \`npm run format\` writes it. The same with the schema of every field, for programs, is
the AsyncAPI 3 document [asyncapi.json](asyncapi.json). Each value comes from \`@casewell/<package>/events\`.
`

const cell = (text) => text.replaceAll('|', '\\|')
const row = ({ type, name, subject, says }) => `| \`${type}\` | \`${name}\` | ${cell(subject ?? '')} | ${cell(says)} |`

function section(pkg, events) {
  return `\n### ${pkg}\n\n| Event | Value | Subject | What it tells |\n|---|---|---|---|\n${events.map(row).join('\n')}\n`
}

/** The page as it is to be: what people wrote, then the list. */
export function pageWith(events, found) {
  const [written] = found.split(`${heading}\n`)
  const areas = [...new Set(events.map(({ pkg }) => pkg))]
  const list = areas.map((area) =>
    section(
      area,
      events.filter(({ pkg }) => pkg === area),
    ),
  )
  return `${written.trimEnd()}\n\n${intro}${list.join('')}`.trimStart()
}
