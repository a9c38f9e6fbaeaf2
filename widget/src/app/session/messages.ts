/** Between a message on the screen, with this page's clock, and what pages send each other, with the server's. */
import type { Message } from "../chatbox";
import type { Content } from "../delivery/content";
import type { ServerClock } from "./clock";

export type MessageContent = Extract<Content, { type: "message" }>;

/** `byline`: who writes on this side, where the message does not say. */
export function asContent(message: Message, clock: ServerClock, byline: string | null): MessageContent {
  const at = message.at + clock.now() - Date.now();
  const { id, text, by, order } = message;
  return { type: "message", id, text, at, by: by ?? byline, order };
}

export function asMessage(
  { id, text, at, by, order }: MessageContent,
  clock: ServerClock,
  as: Pick<Message, "direction" | "status">,
): Message {
  const seen = Math.min(clock.toLocal(at), Date.now()); // a clock that is ahead must not sort after now
  return { id, order, text, at: seen, by, ...as };
}

/** Written on this side, and not read on the other. */
export function isUnseen({ direction, status }: Message): boolean {
  return direction === "sent" && (status === "sending" || status === "delivered");
}

/** Of those contents that are messages. */
export function idsOf(contents: readonly Content[]): readonly string[] {
  return contents.flatMap((content) => (content.type === "message" ? [content.id] : []));
}
