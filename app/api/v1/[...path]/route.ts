import { dispatch } from '../_api/dispatch'

export const dynamic = 'force-dynamic'

type Context = { params: Promise<{ path: string[] }> }

/** Every call of the API: which there are, and what each takes and gives, is in `_api/endpoints`. */
const answer = async (request: Request, { params }: Context): Promise<Response> => dispatch(request, (await params).path)

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT }
