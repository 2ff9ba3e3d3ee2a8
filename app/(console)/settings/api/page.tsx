import type { Metadata } from 'next'
import { PageHeader } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { apiDocument } from '@/app/api/v1/_api/document'
import { viewerWhoMay } from '@/lib/auth/viewer'
import { config } from '@/lib/config'
import { paths } from '@/lib/paths'
import { Reference } from './reference'
import { toReference } from './to-reference'

export const metadata: Metadata = { title: 'API' }

/** Every call of the API, from the same document that programs get, with a form to try it. */
export default async function ApiPage() {
  await viewerWhoMay('manageTokens')
  return (
    <>
      <PageHeader
        title="API"
        description={
          <>
            What the pages do, for programs. <TextLink href={paths.tokens()}>Make a token</TextLink> first; the whole description is{' '}
            <TextLink href={paths.openApi()}>openapi.json</TextLink>.
          </>
        }
      />
      <Reference groups={toReference(apiDocument().document)} base={`${config().appUrl}/api/v1`} />
    </>
  )
}
