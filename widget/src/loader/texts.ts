/** Everything the loader itself says; the chat's own texts are the frame's. Single constants, because a bundler inlines them. */
export const LANGUAGE = "en";
export const OPEN_CHAT = "Open chat";
export const LOADING = "Loading…";
export const NOT_LOADED = "The chat could not be loaded.";
export const TRY_AGAIN = "Try again";
export const OWN_WINDOW = "Open the chat in a new window";
export const CLOSE = "Close";
export const FRAME_TITLES = { patient: "Clinic chat", provider: "Patient queue" };
export const BAD_OPTIONS = "Waitside: bad options";

export function newMessages(count: number): string {
  return `${count} new messages`;
}
