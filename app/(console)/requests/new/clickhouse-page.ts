import 'server-only'
import { randomUUID } from 'node:crypto'
import { config } from '@/lib/config'

export const CLICKHOUSE_INTRO = 'Say which ClickHouse Cloud instances should be reached privately. Their region and the service to connect to follow from it.'

/** Names made up in ClickHouse's form, for the sandbox only: nobody can mistake them for something real. */
export const exampleHostnames = (): string | null =>
  config().awsMode === 'sandbox' ? 'abc123defg.us-west-2.aws.clickhouse.cloud\nhij456klmn.us-west-2.aws.clickhouse.cloud' : null

/** A new form's own name, so that sending it twice opens one draft. */
export const newFormKey = (): string => randomUUID()
