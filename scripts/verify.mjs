#!/usr/bin/env node
// `npm run verify`: types, lint and unit tests, in seconds.
import { LINT, ROUTE_TYPES, TYPES, UNIT } from './checks.mjs'
import { ensureClient, ensureInstalled, requireNode, runNode } from './prepare.mjs'

requireNode()
ensureInstalled()
ensureClient()
runNode(ROUTE_TYPES)
runNode(TYPES)
runNode(LINT)
runNode(UNIT)
