import 'server-only'
import type { Endpoint } from '../define-endpoint'
import { ADOPT_ENDPOINTS } from './adopt'
import { AROUND_ENDPOINTS } from './around'
import { OPERATE_ENDPOINTS } from './operate'
import { PLAN_MODE_ENDPOINTS } from './plan-mode'
import { REQUEST_ENDPOINTS } from './requests'
import { SHARE_ENDPOINTS } from './shares'

/** Every call of the API: the dispatcher, the OpenAPI document, its page and the contract tests walk this. */
export const ENDPOINTS: readonly Endpoint[] = [...REQUEST_ENDPOINTS, ...OPERATE_ENDPOINTS, ...SHARE_ENDPOINTS, ...ADOPT_ENDPOINTS, ...PLAN_MODE_ENDPOINTS, ...AROUND_ENDPOINTS]
