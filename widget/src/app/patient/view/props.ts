import type { ComponentChildren, FunctionComponent } from "preact";
import type { ClinicLook } from "../../page";
import type { ChatMemory } from "../../ui/ChatBox";
import type { PatientActions, PatientModel, PatientStage, Person } from "../../ui/model";

export interface CheckInForm {
  /** Null until somebody types: the stage's name. */
  readonly name: string | null;
  readonly passcode: string;
}

export interface PatientViewProps {
  readonly model: PatientModel;
  readonly actions: PatientActions;
  readonly form: CheckInForm;
  readonly setForm: (form: CheckInForm) => void;
  readonly memory: ChatMemory;
  readonly clinic?: ClinicLook;
  /** More controls for the header, of the page that the app is on. */
  readonly tools?: ComponentChildren;
}

export type PatientView = FunctionComponent<PatientViewProps>;

export type Stage<Name extends PatientStage["stage"]> = Extract<PatientStage, { readonly stage: Name }>;

/** Whom the patient waits for: the first of the team, those present coming first. */
export function host({ team }: PatientModel): Person {
  return team[0];
}

/** Whether the view says what happens next: until there are messages, which need the room, or the call. */
export function saysNext({ stage, chat }: PatientModel): boolean {
  return stage.stage === "visiting" && stage.status === "waiting" && !chat?.messages.length;
}

/** The clinic's emergency line, if it has one. */
export function emergencyLine({ clinic }: PatientViewProps): string | null {
  return clinic?.emergencyLine ?? null;
}
