/** What a refused sign-in at the provider means, by the code it comes back with. Never the provider's own words: anybody can write those into a link. */
const SENTENCES: Record<string, string> = {
  no_role: 'Your organisation knows you, but none of your groups gives access to Causeway. Ask an administrator to add your group.',
  account_not_linked: 'Somebody with your e-mail address has access with a password already, and the two are never joined by themselves. Sign in with the password, or ask an administrator.',
  unable_to_create_session: 'This person has no access any more.',
  state_mismatch: 'This sign-in took too long, or was begun in another browser. Begin again.',
  state_security_mismatch: 'This sign-in was begun in another browser. Begin again here.',
  state_not_found: 'This sign-in was not begun here. Begin again.',
  access_denied: 'The sign-in was cancelled at the provider.',
  email_not_found: 'The provider did not say your e-mail address, which Causeway needs. Ask whoever runs it to release it.',
  too_many: 'There were too many tries. Wait a quarter of an hour and try again.',
  unavailable: 'The sign-in provider cannot be reached now. Try again in a moment, or sign in with a password.',
}

export function problemSentence(code: string | string[] | undefined): string | null {
  if (typeof code !== 'string' || code === '') return null
  return Object.hasOwn(SENTENCES, code) ? SENTENCES[code]! : 'What the provider answered could not be trusted, so nobody was signed in. Begin again; if it happens again, tell an administrator.'
}
