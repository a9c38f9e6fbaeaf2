/** A patient's app to start from, and actions that remember what was asked. */
import { vi } from "vitest";
import type { PatientActions, PatientModel } from "../../ui/model";
import { chat, NOON, PERSON } from "../../ui/testing";
import { EmbeddedPanel } from "./EmbeddedPanel";
import { PatientApp } from "./PatientApp";
import type { PatientView, Stage } from "./props";

export const WAITING: Stage<"visiting"> = {
  stage: "visiting",
  arrivedAt: NOON,
  status: "waiting",
  place: 3,
  confirming: false,
  absence: null,
  call: null,
  sound: false,
  undelivered: 0,
};
export const IN_CALL: Stage<"visiting"> = { ...WAITING, status: "in_call", place: null };
export const CHECK_IN: Stage<"check_in"> = {
  stage: "check_in",
  name: "",
  passcode: false,
  busy: false,
  problem: null,
  elsewhere: null,
};
export const TALK = chat({ visit: "own", name: PERSON.name });

export const actions = {
  minimize: vi.fn<PatientActions["minimize"]>(),
  expand: vi.fn<PatientActions["expand"]>(),
  close: vi.fn<PatientActions["close"]>(),
  send: vi.fn<PatientActions["send"]>(),
  setDraft: vi.fn<PatientActions["setDraft"]>(),
  open: vi.fn<PatientActions["open"]>(),
  setSound: vi.fn<PatientActions["setSound"]>(),
  checkIn: vi.fn<PatientActions["checkIn"]>(),
  leave: vi.fn<PatientActions["leave"]>(),
  takeBack: vi.fn<PatientActions["takeBack"]>(),
  restart: vi.fn<PatientActions["restart"]>(),
};

export function app(
  more: Partial<PatientModel> = {},
  view: PatientView = EmbeddedPanel,
  emergencyLine: string | null = null,
) {
  const clinic = { name: "Harbor Street Clinic", logo: null, accents: {}, emergencyLine };
  const model: PatientModel = {
    connection: "online",
    room: { name: "Family medicine", title: "" },
    team: [PERSON],
    stage: WAITING,
    panel: "open",
    chat: TALK,
    unread: 0,
    ...more,
  };
  return <PatientApp view={view} model={model} actions={actions} clinic={clinic} />;
}
