/**
 * The chat box: what it shows, what counts as read, and when a conversation is erased. docs/chat-box.md has the full table,
 * and the tests run that table row by row.
 */
import {
  changeStatus,
  erase,
  loseMessages,
  markRead,
  withConversation,
  withMessage,
  withPresence,
} from "./conversations";
import type { Effect, Input, Step } from "./inputs";
import {
  EMPTY,
  shownVisit,
  unreadIds,
  type Box,
  type ChatState,
  type Conversation,
  type Message,
  type VisitId,
} from "./state";

const CLOSED: Box = { state: "closed" };

/** One step of the machine. What is on the screen after it counts as read, and what nobody can reach any more is erased. */
export function step(before: ChatState, ...inputs: readonly Input[]): Step<ChatState> {
  const moved = inputs.reduce((state, input) => drawLine(state, apply(state, input), input), before);
  const read = markRead(moved);
  return tidy(read.state, read.effects, inputs);
}

/** Where new messages begin. The line is drawn when the person comes to look, and gone once they answer or look elsewhere. */
function drawLine(before: ChatState, state: ChatState, input: Input): ChatState {
  const visit = openVisit(state);
  const remains = visit === openVisit(before);
  const comes = state.pageVisible && !(remains && before.pageVisible);
  const conversation = state.conversations.get(visit ?? "");
  const unseen = comes && conversation !== undefined ? unreadIds(conversation)[0] : undefined;
  return { ...state, newFrom: unseen ?? (remains && !answers(input, visit) ? before.newFrom : null) };
}

function openVisit({ box }: ChatState): VisitId | null {
  return box.state === "open" ? box.visit : null;
}

function answers(input: Input, visit: VisitId | null): boolean {
  return input.type === "message_added" && input.visit === visit && input.message.direction === "sent";
}

function apply(state: ChatState, input: Input): ChatState {
  switch (input.type) {
    case "visit_present":
      return withPresence(state, input.visit, true);
    case "visit_left":
      return state.conversations.has(input.visit) ? withPresence(state, input.visit, false) : state;
    case "chat_opened":
      return state.conversations.has(input.visit) ? show(state, "open", input.visit) : state;
    case "minimized":
      return state.box.state === "open" ? show(state, "minimized", state.box.visit) : state;
    case "expanded":
      return state.box.state === "minimized" ? show(state, "open", state.box.visit) : state;
    case "closed":
    case "call_started":
    case "dismissed":
      return leaveBox(state, input);
    case "page_visible":
      return { ...state, pageVisible: input.visible };
    case "message_added":
      return receive(state, input.visit, input.message);
    case "status_changed":
      return changeStatus(state, input.visit, input.ids, input.status);
    case "messages_lost":
      return loseMessages(state, input.visit, input.ids);
    case "draft_changed":
      return withConversation(state, input.visit, (conversation) => ({
        ...conversation,
        draft: input.draft,
      }));
    case "wiped":
      return { ...EMPTY, pageVisible: state.pageVisible };
    default:
      return input satisfies never;
  }
}

function show(state: ChatState, box: "open" | "minimized", visit: VisitId): ChatState {
  return { ...state, box: { state: box, visit } };
}

/** Closing always clears the box; a dismissed visit, or a new call, only where the box holds a patient who is gone. */
function leaveBox(
  state: ChatState,
  input: Extract<Input, { type: "closed" | "call_started" | "dismissed" }>,
): ChatState {
  const shown = shownVisit(state);
  if (shown === null) return state;
  const gone = state.conversations.get(shown)?.present === false;
  const clears =
    input.type === "closed" ||
    (input.type === "dismissed" && input.visit === shown && gone) ||
    (input.type === "call_started" && input.visit !== shown && gone);
  return clears ? { ...state, box: CLOSED } : state;
}

/**
 * A minimized box opens on a new message of its patient. Nothing else moves it: another's message, or a closed box, only counts.
 * Pages send again what may be lost.
 */
function receive(before: ChatState, visit: VisitId, message: Message): ChatState {
  const state = withMessage(before, visit, message);
  const { box } = state;
  const opens =
    state !== before && message.direction === "received" && box.state === "minimized" && box.visit === visit;
  return opens ? show(state, "open", visit) : state;
}

/** Erases every conversation with a patient who is gone that is neither in the box nor unread: no way leads to it. */
function tidy(state: ChatState, effects: readonly Effect[], inputs: readonly Input[]): Step<ChatState> {
  const keeps = (conversation: Conversation) =>
    conversation.present ||
    conversation.visit === shownVisit(state) ||
    (unreadIds(conversation).length > 0 &&
      !inputs.some((input) => input.type === "dismissed" && input.visit === conversation.visit));
  const gone = [...state.conversations.values()].filter((conversation) => !keeps(conversation));
  return {
    state: gone.reduce((rest, { visit }) => erase(rest, visit), state),
    effects: [...effects, ...gone.map(({ visit }): Effect => ({ type: "erased", visit }))],
  };
}
