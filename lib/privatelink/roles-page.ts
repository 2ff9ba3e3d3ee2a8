import { MAY, OPERATIONS, ROLE_MEANING, ROLES, type Operation, type Scope } from './roles'

const MARK: Record<Scope, string> = { all: '●', own: 'own', 'handed-over': 'desk' }

/** `docs/roles.md`: the table of who may what, as a page to read. */
export function renderRolesPage(): string {
  const head = `| | ${ROLES.join(' | ')} |\n| --- |${' :-: |'.repeat(ROLES.length)}`
  const lines = (Object.keys(OPERATIONS) as Operation[]).map((operation) => `| ${OPERATIONS[operation]} | ${ROLES.map((role) => cell(operation, role)).join(' | ')} |`)
  return [
    '# Roles',
    '',
    'Everybody has one role. Pages, buttons, actions, downloads and the event stream ask the same table, `lib/privatelink/roles.ts`;',
    'this page is rendered from it. What a role may not see is not there for it (404); what it may not do is a button that is off and',
    'says why.',
    '',
    ...ROLES.map((role) => `- **${role}**: ${ROLE_MEANING[role]}`),
    '',
    '● everywhere · *own* only requests they started · *desk* only requests whose endpoint was made and is not deleted',
    '',
    head,
    ...lines,
    '',
  ].join('\n')
}

function cell(operation: Operation, role: (typeof ROLES)[number]): string {
  const scope = MAY[operation][role]
  if (!scope) return ''
  return scope === 'all' ? MARK.all : `*${MARK[scope]}*`
}
