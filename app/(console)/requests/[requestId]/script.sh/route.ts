import { scriptDownload } from '../script-answer'

export const dynamic = 'force-dynamic'

export const GET = scriptDownload('sh')
