const PREFIX = "message-";

/** The id of a message's element. */
export function domId(message: string): string {
  return PREFIX + message;
}

/** The message that an event in the log happened to. */
export function messageAt({ target }: Event): string | null {
  const found = target instanceof Element ? target.closest(".message") : null;
  return found === null ? null : found.id.slice(PREFIX.length);
}
