// What the source says about event types besides their schemas: the comments in front of them and of their fields.
import { readFileSync } from 'node:fs'
import ts from 'typescript'

/** The words of the comment in front of a node, on one line; '' when there is none. */
function commentOf(node) {
  const doc = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).at(-1)
  return (ts.getTextOfJSDocComment(doc?.comment) ?? '').replace(/\s+/g, ' ').trim()
}

/** The commented fields of a schema that stands in the source as an object: `{ revision: '1, then one more …' }`. */
function fieldsOf(schema) {
  const fields = {}
  const visit = (node) => {
    if (!ts.isPropertyAssignment(node)) return ts.forEachChild(node, visit)
    const comment = commentOf(node)
    if (comment) fields[node.name.text] = comment
  }
  if (schema) visit(schema)
  return fields
}

/** `Somebody was asked. Subject: the invitation. Once.` → what it tells, and what it is about. */
function parted(said) {
  const [, before = said, subject, after = ''] = /^(.*?)\s*Subject: ([^.]*)\.\s*(.*)$/.exec(said) ?? []
  return { says: `${before} ${after}`.trim(), subject }
}

/** `export const CaseTagged = eventType('case.tagged', …)` of one file, in their order, each with its comment. */
export function declaredIn(file) {
  const text = readFileSync(file, 'utf8')
  if (!text.includes('= eventType(')) return [] // most files: parsing them all would take seconds
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  return source.statements.filter(ts.isVariableStatement).flatMap((statement) =>
    statement.declarationList.declarations.flatMap(({ name, initializer }) => {
      if (!initializer || !ts.isCallExpression(initializer)) return []
      const [type, schema] = initializer.arguments
      if (initializer.expression.getText() !== 'eventType' || !ts.isStringLiteral(type)) return []
      const said = commentOf(statement)
      return [{ file, name: name.getText(), type: type.text, ...parted(said), fields: fieldsOf(schema) }]
    }),
  )
}
