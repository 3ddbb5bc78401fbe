// Is a document what the AsyncAPI initiative's own JSON schema says, and can every payload in it be compiled?
import official from '@asyncapi/specs/schemas/3.0.0.json' with { type: 'json' }
import Ajv from 'ajv'
import addFormats from 'ajv-formats'

/** `strict` would refuse the official schema for keywords that it keeps for other tools; it brings its own draft 7. */
const ajv = (options) => addFormats(new Ajv({ strict: false, allErrors: true, ...options }))

const said = ({ instancePath, message, params }) =>
  `docs/asyncapi.json${instancePath || '/'} ${message}${params.additionalProperty ? `: ${params.additionalProperty}` : ''}`

/** The compiler follows every reference, which the official schema does not. */
function uncompiled(document) {
  const compiler = ajv().addSchema(document, 'doc')
  return Object.keys(document.components?.messages ?? {}).flatMap((type) => {
    try {
      compiler.compile({ $ref: `doc#/components/messages/${type}/payload` })
      return []
    } catch (error) {
      return [`docs/asyncapi.json: the payload of ${type} cannot be compiled: ${error.message}`]
    }
  })
}

export function faultsOf(document) {
  const judge = ajv({ meta: false, validateSchema: false })
  if (judge.validate(official, document)) return uncompiled(document)
  const deepest = Math.max(...judge.errors.map(({ instancePath }) => instancePath.split('/').length))
  return [...new Set(judge.errors.filter((e) => e.instancePath.split('/').length === deepest).map(said))]
}
