import type { ComponentChildren, FunctionComponent } from "preact";
import type { ChatMemory } from "../../ui/ChatBox";
import type { LogoProps } from "../../ui/Logo";
import type { PatientActions, PatientModel, PatientStage, Person } from "../../ui/model";

export interface CheckInForm {
  readonly name: string;
  readonly passcode: string;
}

export interface PatientViewProps {
  readonly model: PatientModel;
  readonly actions: PatientActions;
  readonly form: CheckInForm;
  readonly setForm: (form: CheckInForm) => void;
  readonly memory: ChatMemory;
  readonly clinic?: LogoProps["clinic"];
  /** More controls for the header, of the page that the app is on. */
  readonly tools?: ComponentChildren;
}

export type PatientView = FunctionComponent<PatientViewProps>;

export type Stage<Name extends PatientStage["stage"]> = Extract<PatientStage, { readonly stage: Name }>;

/** Whom the patient waits for: the first of the team, those present coming first. */
export function host({ team, room }: PatientModel): Person {
  const stand: Person = {
    id: "",
    name: room.name,
    title: room.title,
    photo: null,
    line: "",
    presence: "offline",
  };
  return team[0] ?? stand;
}
