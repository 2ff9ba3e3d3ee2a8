import 'server-only'
import { config } from '@/lib/config'
import { version } from '@/package.json'
import { ENDPOINTS } from './endpoints'
import { openApiDocument } from './openapi'

type Built = { document: ReturnType<typeof openApiDocument>; text: string }
let built: Built | null = null

/** The document that describes the API, and its text: made at the first call and kept, since nothing that it tells changes while Causeway runs. */
export function apiDocument(): Built {
  if (built) return built
  const document = openApiDocument(ENDPOINTS, { url: config().appUrl, version })
  return (built = { document, text: JSON.stringify(document) })
}
