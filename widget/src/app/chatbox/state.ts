/** What the chat box and the page's memory of conversations consist of. Values only: every change makes new ones. */

export type VisitId = string;

/** `delivered`: it is on the other page (received: it is here). `read`: it was really visible there (received: here). */
export type MessageStatus = "sending" | "delivered" | "read" | "failed";

/** `series` names what one page writes in one conversation; `number` counts it. */
export interface Order {
  readonly series: string;
  readonly number: number;
}

export interface Message {
  readonly id: string;
  /** Its place among what one page writes in this conversation. Pages of an earlier version do not tell. */
  readonly order?: Order | undefined;
  readonly direction: "sent" | "received";
  readonly text: string;
  /** When it was written, by this page's clock: milliseconds since the epoch. */
  readonly at: number;
  /** Who wrote it, where that is not simply the person at the other end. */
  readonly by: string | null;
  readonly status: MessageStatus;
}

export interface Conversation {
  readonly visit: VisitId;
  /** False once the patient has left: nothing can be sent any more. */
  readonly present: boolean;
  readonly messages: readonly Message[];
  readonly draft: string;
}

export type Box =
  { readonly state: "closed" } | { readonly state: "open" | "minimized"; readonly visit: VisitId };

export interface ChatState {
  readonly box: Box;
  /** Whether the person can see this page at all. */
  readonly pageVisible: boolean;
  readonly conversations: ReadonlyMap<VisitId, Conversation>;
  /** The first message in the open box that had not been seen when the person came to look; the line stands above it. */
  readonly newFrom: string | null;
}

export const EMPTY: ChatState = {
  box: { state: "closed" },
  pageVisible: true,
  conversations: new Map(),
  newFrom: null,
};

/** The visit that the box shows, open or minimized; null when closed. */
export function shownVisit(state: ChatState): VisitId | null {
  return state.box.state === "closed" ? null : state.box.visit;
}

/** By the messages that they are of: a page asks for those of each conversation whenever it draws. */
const unread = new WeakMap<readonly Message[], readonly string[]>();

/** The messages of the other side that were never visible here. */
export function unreadIds({ messages }: Conversation): readonly string[] {
  let ids = unread.get(messages);
  if (ids === undefined) {
    ids = messages
      .filter(({ direction, status }) => direction === "received" && status !== "read")
      .map(({ id }) => id);
    unread.set(messages, ids);
  }
  return ids;
}

/** How many messages of this side are on no other page. */
export function sendingCount(state: ChatState, visit: VisitId): number {
  const messages = state.conversations.get(visit)?.messages ?? [];
  return messages.filter(({ status }) => status === "sending").length;
}

export function unreadCount(state: ChatState, visit: VisitId): number {
  const conversation = state.conversations.get(visit);
  return conversation === undefined ? 0 : unreadIds(conversation).length;
}
