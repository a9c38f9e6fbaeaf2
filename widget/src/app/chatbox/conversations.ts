/** Changes to one conversation, each making a new state. */
import type { Effect, Step } from "./inputs";
import {
  unreadIds,
  type ChatState,
  type Conversation,
  type Message,
  type MessageStatus,
  type VisitId,
} from "./state";

const RANK: Record<MessageStatus, number> = { sending: 0, failed: 1, delivered: 2, read: 3 };

/** The state with one conversation changed; one that is not there yet begins empty, with the patient present. */
export function withConversation(
  state: ChatState,
  visit: VisitId,
  change: (conversation: Conversation) => Conversation,
): ChatState {
  const known = state.conversations.get(visit) ?? { visit, present: true, messages: [], draft: "" };
  return { ...state, conversations: new Map(state.conversations).set(visit, change(known)) };
}

/**
 * A message at the end of its conversation, but before those that its page wrote later: several pages may bring what one wrote. A
 * message that is there already (by its id), or whose visit is unknown, changes nothing.
 */
export function withMessage(state: ChatState, visit: VisitId, message: Message): ChatState {
  const known = state.conversations.get(visit);
  if (known === undefined || known.messages.some((each) => each.id === message.id)) return state;
  return withConversation(state, visit, (conversation) => ({
    ...conversation,
    messages: inserted(conversation.messages, message),
  }));
}

function inserted(messages: readonly Message[], message: Message): readonly Message[] {
  const later = messages.findIndex((each) => isLater(each, message));
  const at = later < 0 ? messages.length : later;
  return [...messages.slice(0, at), message, ...messages.slice(at)];
}

/** Nobody can name a place among what the other side writes. */
function isLater(one: Message, other: Message): boolean {
  return (
    one.direction === other.direction &&
    one.order !== undefined &&
    one.order.series === other.order?.series &&
    one.order.number > other.order.number
  );
}

/** Messages go forward only: what was read does not become delivered again, whatever order receipts come in. */
export function changeStatus(
  state: ChatState,
  visit: VisitId,
  ids: readonly string[],
  status: MessageStatus,
): ChatState {
  const changing = new Set(ids);
  return withStatuses(state, visit, (message) =>
    changing.has(message.id) && RANK[status] > RANK[message.status] ? status : message.status,
  );
}

/** What the other page had and lost, unread, is on its way again. What has been read stays so, wherever it was. */
export function loseMessages(state: ChatState, visit: VisitId, ids: readonly string[]): ChatState {
  const lost = new Set(ids);
  return withStatuses(state, visit, ({ id, direction, status }) =>
    lost.has(id) && direction === "sent" && status === "delivered" ? "sending" : status,
  );
}

/** The patient is here or gone. What is on its way as they leave has failed; once they return it is on its way again. */
export function withPresence(state: ChatState, visit: VisitId, present: boolean): ChatState {
  const [before, after] = present ? (["failed", "sending"] as const) : (["sending", "failed"] as const);
  const changed = withConversation(state, visit, (conversation) => ({ ...conversation, present }));
  return withStatuses(changed, visit, ({ status }) => (status === before ? after : status));
}

/** The same state where no status changes, so that nothing is drawn again for it. */
function withStatuses(
  state: ChatState,
  visit: VisitId,
  statusOf: (message: Message) => MessageStatus,
): ChatState {
  const before = state.conversations.get(visit)?.messages ?? [];
  const messages = before.map((message) => {
    const status = statusOf(message);
    return status === message.status ? message : { ...message, status };
  });
  if (messages.every((message, at) => message === before[at])) return state;
  return withConversation(state, visit, (conversation) => ({ ...conversation, messages }));
}

/** What the open box shows on a visible page is read. */
export function markRead(state: ChatState): Step<ChatState> {
  if (state.box.state !== "open" || !state.pageVisible) return { state, effects: [] };
  const { visit } = state.box;
  const conversation = state.conversations.get(visit);
  const ids = conversation === undefined ? [] : unreadIds(conversation);
  if (ids.length === 0) return { state, effects: [] };
  const effect: Effect = { type: "read", visit, ids };
  return { state: changeStatus(state, visit, ids, "read"), effects: [effect] };
}

export function erase(state: ChatState, visit: VisitId): ChatState {
  const conversations = new Map(state.conversations);
  conversations.delete(visit);
  return { ...state, conversations };
}
