/** From what the provider's page knows to what its views draw. Pure. */
import { shownVisit, unreadCount, unreadIds, type ChatState, type Conversation } from "../chatbox";
import type { AccountView, ProviderView, QueueVisit, RoomView, TeamPage } from "../protocol/types";
import type { ServerClock } from "../session/clock";
import { asPeople, asPerson } from "../session/people";
import type {
  AlertsModel,
  ChatModel,
  Connection,
  Departure,
  EndingRow,
  LeftRow,
  Person,
  Problem,
  ProviderModel,
  QueueRow,
} from "../ui/model";
import { TOO_LATE, type Endings } from "./endings";
import type { Queue } from "./waiting";

export interface ProviderState {
  readonly connection: Connection;
  readonly blocked: Problem | null;
  readonly room: RoomView | null;
  readonly me: ProviderView | null;
  readonly account: AccountView | null;
  readonly alerts: AlertsModel;
  readonly queue: Queue;
  readonly team: readonly TeamPage[];
  /** Patients' names, as their pages told them; the server does not know any. */
  readonly names: ReadonlyMap<string, string>;
  readonly departures: ReadonlyMap<string, Departure>;
  readonly endings: Pick<Endings, "isEnding" | "reasonOf" | "undoOf" | "isDismissed" | "notes">;
  readonly chat: ChatState;
  /** Whether no more of what a patient sends is taken for now. */
  isFull(visit: string): boolean;
  readonly typing: ReadonlySet<string>;
}

export function drawProvider(state: ProviderState, clock: ServerClock): ProviderModel {
  const visits = [...state.queue.values()].filter((visit) => !state.endings.isEnding(visit));
  return {
    connection: state.connection,
    blocked: keepsAll(state) ? null : state.blocked,
    refused: keepsAll(state) ? state.blocked : null,
    room: state.room,
    me: drawMe(state),
    account: state.account,
    alerts: state.alerts,
    queue: drawQueue(state, visits, clock),
    left: drawLeft(state),
    ending: drawEnding(state),
    chat: drawChat(state),
    inCallWith: visits.find(({ caller }) => caller !== null && caller === state.me?.id)?.id ?? null,
  };
}

/** Whether a refusal says that nobody is signed in any more: then no patient's name stays on the screen. */
export function isOfSignIn(code: string): boolean {
  return code.startsWith("token_") || code === "signed_out" || code === "account_closed";
}

/** Whether what the page holds stays on the screen although the server refuses the page. */
function keepsAll({ blocked, room }: ProviderState): boolean {
  return blocked !== null && room !== null && !isOfSignIn(blocked.code);
}

function drawMe({ me, team }: ProviderState): Person | null {
  if (me === null) return null;
  const presence = asPeople(team).find(({ id }) => id === me.id)?.presence ?? "offline";
  return asPerson(me, presence);
}

function drawQueue(
  state: ProviderState,
  visits: readonly QueueVisit[],
  clock: ServerClock,
): readonly QueueRow[] {
  let last = 0;
  return visits.map((visit) => drawRow(state, visit, visit.status === "waiting" ? ++last : null, clock));
}

function drawRow(
  state: ProviderState,
  visit: QueueVisit,
  place: number | null,
  clock: ServerClock,
): QueueRow {
  return {
    visit: visit.id,
    name: state.names.get(visit.id) ?? null,
    reference: visit.reference,
    arrivedAt: clock.toLocal(visit.arrivedAt),
    status: visit.status,
    connected: visit.page.connected,
    unread: unreadCount(state.chat, visit.id),
    place,
    draft: (state.chat.conversations.get(visit.id)?.draft ?? "").trim() !== "",
    tooMany: state.isFull(visit.id),
    call: visit.call,
    mayEndCall: visit.call !== null && mayEnd(state, visit.caller),
  };
}

/** The provider who holds the call may end it; a colleague's call only once that colleague is gone. */
function mayEnd({ me, team }: ProviderState, caller: string | null): boolean {
  if (caller === me?.id) return true;
  return !team.some(({ provider, page }) => provider.id === caller && page.connected);
}

function drawEnding({ queue, endings, names }: ProviderState): readonly EndingRow[] {
  const rows = [...queue.values()].flatMap((visit): readonly EndingRow[] => {
    const departure = endings.reasonOf(visit);
    if (departure === null) return [];
    const name = names.get(visit.id) ?? null;
    return [{ visit: visit.id, name, departure, undo: endings.undoOf(visit.id), problem: null }];
  });
  const notes = endings.notes.flatMap(({ visit, name, reason, code }): EndingRow[] => {
    if (code !== TOO_LATE && !queue.has(visit)) return [];
    return [{ visit, name: names.get(visit) ?? name, departure: reason, undo: null, problem: { code } }];
  });
  return [...rows, ...notes];
}

/** Patients who left with messages that nobody has seen. Of those whose end can still be undone all messages are here. */
function drawLeft({ chat, names, queue, endings }: ProviderState): readonly LeftRow[] {
  const leaves = (conversation: Conversation) => {
    if (!conversation.present) return true;
    const known = queue.get(conversation.visit);
    const isEnding = known !== undefined && endings.isEnding(known);
    const unread = unreadIds(conversation);
    return isEnding && unread.length > 0 && !endings.isDismissed(conversation.visit, unread);
  };
  return [...chat.conversations.values()]
    .filter((conversation) => conversation.visit !== shownVisit(chat) && leaves(conversation))
    .map(({ visit }) => ({ visit, name: names.get(visit) ?? null, unread: unreadCount(chat, visit) }));
}

function drawChat({ chat, names, departures, endings, queue, typing }: ProviderState): ChatModel | null {
  const { box } = chat;
  const conversation = box.state === "closed" ? undefined : chat.conversations.get(box.visit);
  if (box.state === "closed" || conversation === undefined) return null;
  const known = queue.get(box.visit);
  const ending = known === undefined ? null : endings.reasonOf(known);
  const isHere = conversation.present && ending === null;
  return {
    visit: box.visit,
    name: names.get(box.visit) ?? "",
    state: box.state,
    writing: isHere ? "allowed" : "gone",
    departure: departures.get(box.visit) ?? ending,
    messages: conversation.messages,
    newFrom: chat.newFrom,
    draft: conversation.draft,
    typing: isHere && typing.has(box.visit),
  };
}
