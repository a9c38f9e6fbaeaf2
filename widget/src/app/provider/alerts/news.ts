/** What has happened that a provider may want to be told of, and by which ways. Pure. */
import type { ChatState } from "../../chatbox";
import type { Settings } from "../../protocol/types";
import type { QueueRow } from "../../ui/model";

export type Kind = "messages" | "arrivals";

/** One message, or one arrival. `id` is the same on every page that hears of it. */
export interface News {
  readonly kind: Kind;
  readonly id: string;
  readonly visit: string;
}

export interface Ways {
  readonly sound: boolean;
  readonly desktop: boolean;
}

const QUIET: Ways = { sound: false, desktop: false };
const SNIPPET = 80; // characters of a message in a notification that may show it

/** Messages of patients that came between two states, but those from before `since` (ms): they were waiting for this page. */
export function newMessages(before: ChatState, after: ChatState, since: number): readonly News[] {
  return [...after.conversations.values()].flatMap((conversation) => {
    const { visit, messages } = conversation;
    const known = before.conversations.get(visit)?.messages ?? [];
    if (known === messages) return [];
    return messages
      .slice(known.length) // nothing is ever put in between
      .filter(({ direction, at }) => direction === "received" && at >= since)
      .map(({ id }): News => ({ kind: "messages", id, visit }));
  });
}

export function newArrivals(
  before: readonly Pick<QueueRow, "visit">[],
  after: readonly QueueRow[],
): readonly News[] {
  const known = new Set(before.map(({ visit }) => visit));
  return after
    .filter(({ visit }) => !known.has(visit))
    .map(({ visit }): News => ({ kind: "arrivals", id: visit, visit }));
}

/** Whether it is news still: the patient is there, and nobody has read the message but perhaps on this page, in passing. */
export function isNews({ kind, id, visit }: News, chat: ChatState, queue: readonly QueueRow[]): boolean {
  if (kind === "arrivals") return queue.some((row) => row.visit === visit);
  const message = chat.conversations.get(visit)?.messages.find((each) => each.id === id);
  return message !== undefined && (message.status !== "read" || isShown(chat, visit));
}

/** By which ways news is told. A message that is being read, its chat open on the page that has the focus, by none. */
export function waysOf({ kind, visit }: News, settings: Settings, chat: ChatState, focused: boolean): Ways {
  const { on, sound, desktop } = settings[kind];
  const isRead = kind === "messages" && focused && isShown(chat, visit);
  return on && !isRead ? { sound, desktop } : QUIET;
}

/** Whether the tab's title tells of this kind of news. */
export function isInTitle(settings: Settings, kind: Kind): boolean {
  return settings[kind].on && settings[kind].title;
}

/** The beginning of a text, cut between words where there are any. */
export function firstWords(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const characters = [...line];
  if (characters.length <= SNIPPET) return line;
  const cut = characters.slice(0, SNIPPET).join("");
  const lastSpace = cut.lastIndexOf(" ");
  return `${lastSpace > SNIPPET / 2 ? cut.slice(0, lastSpace) : cut}…`;
}

function isShown({ box, pageVisible }: ChatState, visit: string): boolean {
  return pageVisible && box.state === "open" && box.visit === visit;
}
