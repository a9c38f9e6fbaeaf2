/** From what the provider's page knows to what its views draw. Pure. */
import { shownVisit, unreadCount, type ChatState } from "../chatbox";
import type { AccountView, ProviderView, QueueVisit, RoomView, TeamPage } from "../protocol/types";
import type { ServerClock } from "../session/clock";
import { asPeople, asPerson } from "../session/people";
import type {
  AlertsModel,
  ChatModel,
  Connection,
  Departure,
  LeftRow,
  Person,
  Problem,
  ProviderModel,
  QueueRow,
} from "../ui/model";
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
  readonly chat: ChatState;
  /** Whether no more of what a patient sends is taken for now. */
  isFull(visit: string): boolean;
  readonly typing: ReadonlySet<string>;
}

export function drawProvider(state: ProviderState, clock: ServerClock): ProviderModel {
  const visits = [...state.queue.values()];
  return {
    connection: state.connection,
    blocked: keepsAll(state) ? null : state.blocked,
    refused: keepsAll(state) ? state.blocked : null,
    room: state.room,
    me: drawMe(state),
    account: state.account,
    alerts: state.alerts,
    queue: visits.map((visit) => drawRow(state, visit, clock)),
    left: drawLeft(state),
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

function drawRow(state: ProviderState, visit: QueueVisit, clock: ServerClock): QueueRow {
  return {
    visit: visit.id,
    name: state.names.get(visit.id) ?? null,
    reference: visit.reference,
    arrivedAt: clock.toLocal(visit.arrivedAt),
    status: visit.status,
    connected: visit.page.connected,
    unread: unreadCount(state.chat, visit.id),
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

/** Patients who left with messages that nobody has seen. */
function drawLeft({ chat, names }: ProviderState): readonly LeftRow[] {
  return [...chat.conversations.values()]
    .filter(({ visit, present }) => !present && visit !== shownVisit(chat))
    .map(({ visit }) => ({ visit, name: names.get(visit) ?? null, unread: unreadCount(chat, visit) }));
}

function drawChat({ chat, names, departures, typing }: ProviderState): ChatModel | null {
  const { box } = chat;
  const conversation = box.state === "closed" ? undefined : chat.conversations.get(box.visit);
  if (box.state === "closed" || conversation === undefined) return null;
  return {
    visit: box.visit,
    name: names.get(box.visit) ?? "",
    state: box.state,
    writing: conversation.present ? "allowed" : "gone",
    departure: departures.get(box.visit) ?? null,
    messages: conversation.messages,
    newFrom: chat.newFrom,
    draft: conversation.draft,
    typing: typing.has(box.visit),
  };
}
