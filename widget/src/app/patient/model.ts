/** From what the patient's page knows to what its views draw. Pure. */
import { sendingCount, unreadCount, type ChatState } from "../chatbox";
import type { OwnVisit, RoomView, TeamPage } from "../protocol/types";
import type { ServerClock } from "../session/clock";
import { asPeople, roomAsPerson } from "../session/people";
import type {
  ChatModel,
  Connection,
  Departure,
  PatientModel,
  PatientStage,
  Person,
  Problem,
  Writing,
} from "../ui/model";

/** A patient's page has one conversation only. */
export const OWN = "own";

/** Where a page has no connection any more, and wants none. */
const OVER = ["ended", "replaced", "blocked"];

export type Stage =
  | Exclude<PatientStage, { stage: "visiting" } | { stage: "ended" } | { stage: "blocked" }>
  | {
      readonly stage: "visiting";
      readonly visit: OwnVisit;
      /** The last place that the server has told of this wait; null for none. */
      readonly lastPlace: number | null;
    }
  | { readonly stage: "ended"; readonly reason: Departure; readonly mayReturn: boolean }
  /** `admitted`: the page was let in before, so there may be something to read and to send. */
  | { readonly stage: "blocked"; readonly problem: Problem; readonly admitted: boolean };

export interface PatientState {
  readonly stage: Stage;
  readonly connection: Connection;
  readonly room: Pick<RoomView, "name" | "title"> & Partial<RoomView>;
  readonly team: readonly TeamPage[];
  /** Whether somebody of the team has been there. */
  readonly met: boolean;
  /** The visit whose call is to be heard. */
  readonly heard: string | null;
  readonly chat: ChatState;
  readonly typing: ReadonlySet<string>;
}

/**
 * The stage of a page whose visit the server has just told. A restarted server cannot tell a place until it knows who comes back;
 * meanwhile the last one stays.
 */
export function visiting(before: Stage, visit: OwnVisit): Stage {
  const sameWait = before.stage === "visiting" && before.visit.id === visit.id && visit.status === "waiting";
  return { stage: "visiting", visit, lastPlace: visit.place ?? (sameWait ? before.lastPlace : null) };
}

export function drawPatient(state: PatientState, clock: ServerClock): PatientModel {
  const team = peopleOf(state);
  return {
    connection: OVER.includes(state.stage.stage) ? null : state.connection,
    room: { name: state.room.name, title: state.room.title },
    team,
    stage: drawStage(state, team[0], clock),
    panel: state.chat.box.state,
    chat: drawChat(state, team[0]),
    unread: unreadCount(state.chat, OWN),
  };
}

/** The room stands in for all of a team while none of them is there, and for the name of somebody who has none. */
function peopleOf({ team, room }: PatientState): readonly [Person, ...Person[]] {
  const [first, ...others] = asPeople(team).map((each) => ({ ...each, name: each.name || room.name }));
  const isSeen = first !== undefined && (others.length === 0 || isThere(first));
  return isSeen ? [first, ...others] : [roomAsPerson(room)];
}

function isThere({ presence }: Person): boolean {
  return presence !== "offline";
}

function drawStage(
  { stage, met, heard, chat }: PatientState,
  person: Person,
  clock: ServerClock,
): PatientStage {
  if (stage.stage !== "visiting") return stage;
  const { id, arrivedAt, status, place, call } = stage.visit;
  const confirming = status === "waiting" && place === null;
  const isAlone = status === "waiting" && !confirming && !isThere(person);
  return {
    stage: "visiting",
    arrivedAt: clock.toLocal(arrivedAt),
    status,
    place: stage.lastPlace,
    confirming,
    absence: isAlone ? (met ? "now" : "yet") : null,
    call,
    sound: heard === id,
    undelivered: sendingCount(chat, OWN),
  };
}

function drawChat(state: PatientState, person: Person): ChatModel | null {
  const { box } = state.chat;
  const conversation = state.chat.conversations.get(OWN);
  if (box.state === "closed" || conversation === undefined || !hasChat(state.stage)) return null;
  return {
    visit: OWN,
    name: person.name,
    state: box.state,
    writing: writing(state),
    departure: state.stage.stage === "ended" ? state.stage.reason : null,
    messages: conversation.messages,
    newFrom: state.chat.newFrom,
    draft: conversation.draft,
    typing: state.typing.has(OWN),
    waits: !isThere(person),
  };
}

function hasChat(stage: Stage): boolean {
  return stage.stage === "blocked" ? stage.admitted : ["visiting", "ended"].includes(stage.stage);
}

function writing({ stage, room, chat }: PatientState): Writing {
  if (stage.stage === "ended") return "gone";
  const answered =
    chat.conversations.get(OWN)?.messages.some(({ direction }) => direction === "received") ?? false;
  return room.patientsWriteFirst === false && !answered ? "not_first" : "allowed";
}
