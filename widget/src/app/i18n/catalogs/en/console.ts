/** What providers read before they are in a room. */
export const console = {
  "page.title": "Console · Waiting room",
  "signIn.title": "Sign in",
  "signIn.intro": "To the waiting rooms that you look after.",
  "signIn.email": "E-mail",
  "signIn.password": "Password",
  "signIn.submit": "Sign in",
  "signIn.busy": "Signing in…",
  "signIn.privacy": "What patients write is never stored, neither here nor on the server.",
  "signOut.button": "Sign out",
  "signOut.title": "Sign out now?",
  "signOut.undelivered": "Some messages have not been delivered yet, and will be lost.",
  "signOut.stay": "Stay",
  "rooms.title": "Choose a waiting room",
  "rooms.greeting": "Signed in as {name}",
  "rooms.none":
    "No waiting room is assigned to you yet. Please ask whoever runs your clinic’s waiting rooms.",
  "rooms.change": "Change room",
  loading: "Loading…",
  "unreachable.title": "The console cannot be reached",
  "unreachable.retry": "Try again",
  "problem.sign_in_failed": "The e-mail address or the password is not right. Please try again.",
  "problem.too_many": {
    one: "Too many attempts. Please wait a minute and try again.",
    other: "Too many attempts. Please wait {count} minutes and try again.",
  },
} as const;
