// typedoc's own theme with a navigation that everybody can walk: an entry is a link or it opens, never both at once.
import { DefaultTheme, ReflectionKind } from 'typedoc'

/** What opens leads nowhere itself: its own page is the first thing inside. */
function walkable({ children, ...entry }) {
  if (!children) return entry
  const inside = children.map(walkable)
  if (!entry.path) return { ...entry, children: inside }
  const { path, kind, class: classes } = entry
  return { text: entry.text, children: [{ text: 'Overview', path, kind, class: classes }, ...inside] }
}

/** Under "Channels" everybody knows whose packages these are; their version stands on their page. */
const short = (text) => text.replace(/^@casewell\//, '').replace(/ - v\d\S*$/, '')

/** Every name of every package would be sixteen hundred lines on each page: a door lists its own, and the search has all. */
const isPlace = ({ kind }) => kind === undefined || kind === ReflectionKind.Module || kind === ReflectionKind.Document

export class SiteTheme extends DefaultTheme {
  buildNavigation(project) {
    const named = ({ children, ...entry }) => {
      const places = children?.filter(isPlace).map(named)
      return {
        ...entry,
        ...(entry.kind === ReflectionKind.Module && { text: short(entry.text) }),
        ...(places?.length > 0 && { children: places }),
      }
    }
    return super.buildNavigation(project).map(named).map(walkable)
  }
}
