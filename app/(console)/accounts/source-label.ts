import type { SourceKind } from '@/lib/privatelink/account'

export const SOURCE_LABEL: Record<SourceKind, string> = { 'assume-role': 'A role', profile: 'A profile', default: 'This server’s own', snapshot: 'None: answers are pasted' }

export const SOURCE_ABOUT: Record<SourceKind, { title: string; about: string }> = {
  'assume-role': { title: 'A role in that account', about: 'Best for every account but your own. The account’s administrators say what Causeway may do, and can take it back. You paste a policy there.' },
  profile: { title: 'A profile of this server', about: 'A name in the AWS configuration where Causeway runs, for SSO or a credential process. The name is kept, never what is behind it.' },
  default: { title: 'This server’s own credentials', about: 'The instance or task role, or the environment, that Causeway itself runs with. Known by itself; nothing to add.' },
  snapshot: { title: 'No access: I paste what AWS answers', about: 'For an account that Causeway may not reach. You run read-only commands there and paste what they print; you make the changes yourself.' },
}
