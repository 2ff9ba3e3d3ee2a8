import 'server-only'
import type { Endpoint } from '../define-endpoint'
import { ACCOUNT_ENDPOINTS } from './accounts'
import { ADMINISTRATION_ENDPOINTS } from './administration'
import { ADOPT_ENDPOINTS } from './adopt'
import { AROUND_ENDPOINTS } from './around'
import { CATALOGUE_ENDPOINTS } from './catalogue'
import { CHECK_ENDPOINTS } from './checks'
import { DESK_ENDPOINTS } from './desk'
import { EVIDENCE_ENDPOINTS } from './evidence'
import { OPERATE_ENDPOINTS } from './operate'
import { OWN_ACCESS_ENDPOINTS } from './own-access'
import { PEOPLE_ENDPOINTS } from './people'
import { PLAN_MODE_ENDPOINTS } from './plan-mode'
import { PRIVATE_DNS_ENDPOINTS } from './private-dns'
import { REQUEST_ENDPOINTS } from './requests'
import { SHARE_ENDPOINTS } from './shares'
import { TAKE_AWAY_ENDPOINTS } from './take-away'

/** Every call of the API: the dispatcher, the OpenAPI document, its page and the contract tests walk this. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...REQUEST_ENDPOINTS,
  ...OPERATE_ENDPOINTS,
  ...CHECK_ENDPOINTS,
  ...EVIDENCE_ENDPOINTS,
  ...PRIVATE_DNS_ENDPOINTS,
  ...TAKE_AWAY_ENDPOINTS,
  ...SHARE_ENDPOINTS,
  ...ADOPT_ENDPOINTS,
  ...PLAN_MODE_ENDPOINTS,
  ...DESK_ENDPOINTS,
  ...AROUND_ENDPOINTS,
  ...ACCOUNT_ENDPOINTS,
  ...CATALOGUE_ENDPOINTS,
  ...PEOPLE_ENDPOINTS,
  ...OWN_ACCESS_ENDPOINTS,
  ...ADMINISTRATION_ENDPOINTS,
]
