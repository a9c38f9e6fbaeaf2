/** What the views draw and what they may ask for. Sessions produce these values; a view takes a model and actions. */
import type { Message } from "../chatbox";
import type { AccountView, Settings } from "../protocol/types";

/** `unreached`: offline, and never connected yet. */
export type Connection = "connecting" | "online" | "slow" | "offline" | "unreached" | "crowded";
export type Presence = "online" | "on_call" | "away" | "offline";

/** A clinician, or (with empty title and line) the room itself while no provider is there. `photo` is a URL. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly photo: string | null;
  readonly line: string;
  readonly presence: Presence;
}

/** `url` null: the portal shows the call itself. */
export interface CallModel {
  readonly id: string;
  readonly url: string | null;
}

export type Departure = "left" | "removed" | "call_ended" | "expired";

/** Why a text was not taken: the composer keeps it and says so. */
export type TextProblem = "message_empty" | "message_too_long" | "message_control_characters";

/** `gone`: the other side has left. `not_first`: this clinic lets the provider write first. */
export type Writing = "allowed" | "gone" | "not_first";

export interface ChatModel {
  readonly visit: string;
  /** Who is at the other end: the patient's name for a provider, the provider's (or the room's) for a patient. */
  readonly name: string;
  readonly state: "open" | "minimized";
  readonly writing: Writing;
  /** How the visit ended, once it has. */
  readonly departure: Departure | null;
  readonly messages: readonly Message[];
  /** The message that the line "New messages" stands above. */
  readonly newFrom: string | null;
  readonly draft: string;
  readonly typing: boolean;
  /** Nobody is at the other end: what is sent waits on this page until somebody is. */
  readonly waits?: boolean;
}

export interface ChatActions {
  minimize(): void;
  expand(): void;
  close(): void;
  /** Takes the text (and empties the draft), or says why not. */
  send(visit: string, text: string): TextProblem | null;
  /** Also tells the other side that someone is typing. */
  setDraft(visit: string, draft: string): void;
}

/* ---- provider ---- */

export interface QueueRow {
  readonly visit: string;
  /** Null until the patient's page has told it. */
  readonly name: string | null;
  readonly reference: string | null;
  /** By this page's clock: milliseconds since the epoch. */
  readonly arrivedAt: number;
  readonly status: "waiting" | "in_call";
  readonly connected: boolean;
  readonly unread: number;
  /** The place in line as the patient sees it; null in a call. */
  readonly place: number | null;
  /** Whether something is written for this patient that is not sent yet. */
  readonly draft: boolean;
  /** The patient sends so much that the rest is kept on their page for now. */
  readonly tooMany: boolean;
  readonly call: CallModel | null;
  /** Whether this provider may end the call. */
  readonly mayEndCall: boolean;
}

export interface LeftRow {
  readonly visit: string;
  readonly name: string | null;
  readonly unread: number;
}

/** A visit that counts as over, and whose end can still be undone on the page that asked for it; or what became of that end instead. */
export interface EndingRow {
  readonly visit: string;
  readonly name: string | null;
  readonly departure: "removed" | "call_ended";
  /** Until when it can be undone here, by `performance.now()`, and how long that was at first, in ms; null where it cannot. */
  readonly undo: { readonly until: number; readonly within: number } | null;
  /** Why the visit goes on all the same; `too_late`: why it has ended although that was undone. */
  readonly problem: Problem | null;
}

/** A refusal or failure with an error code of the protocol, or of the page itself. */
export interface Problem {
  readonly code: string;
}

/** `locked`: the browser wants a click or a key first. */
export type SoundState = "ready" | "locked" | "unsupported";
export type DesktopState = "granted" | "default" | "denied" | "unsupported";

/** What this browser lets a page do to tell of news, whatever the account's settings say. */
export interface AlertsModel {
  readonly sound: SoundState;
  readonly desktop: DesktopState;
  /** Notifications never say more than that there is something: a clinic's page shows them. */
  readonly discreet: boolean;
}

export interface AlertActions {
  /** Has the browser ask for its permission to show desktop notifications; the answer comes as `AlertsModel.desktop`. */
  askPermission(): void;
  /** Rings, and shows a notification where that is allowed. */
  testAlerts(): void;
}

export interface ProviderModel {
  readonly connection: Connection;
  /** Set when there is nothing to show (bad token, no WebCrypto, refused at once): shown instead of the queue. */
  readonly blocked: Problem | null;
  /** Set when the server refuses a page that it had let in: shown above the queue, which stays as it was. */
  readonly refused: Problem | null;
  /** Null until the first snapshot: draw skeletons. */
  readonly room: { readonly name: string; readonly title: string } | null;
  readonly me: Person | null;
  /** The account of `me`; null before the first snapshot. */
  readonly account: AccountView | null;
  readonly alerts: AlertsModel;
  readonly queue: readonly QueueRow[];
  readonly left: readonly LeftRow[];
  readonly ending: readonly EndingRow[];
  readonly chat: ChatModel | null;
  /** The visit whose call this provider is in. */
  readonly inCallWith: string | null;
}

export interface ProviderActions extends ChatActions, AlertActions {
  openChat(visit: string): void;
  dismiss(visit: string): void;
  startCall(visit: string): Promise<Problem | null>;
  endCall(visit: string): Promise<Problem | null>;
  remove(visit: string): Promise<Problem | null>;
  /** Takes the end of a visit back; where it is over, what is said of it goes. */
  undo(visit: string): void;
  setAway(away: boolean): Promise<Problem | null>;
  setLine(line: string): Promise<Problem | null>;
  setProfile(name: string, title: string): Promise<Problem | null>;
  /** A data URL of a PNG, JPEG or WebP of at most 28,000 characters, or null for none. */
  setPhoto(photo: string | null): Promise<Problem | null>;
  /** In force on this page at once. */
  changeSettings(more: Partial<Settings>): Promise<Problem | null>;
  /** Signs every page of the account out, this one included. */
  setPassword(current: string, next: string): Promise<Problem | null>;
  signOutEverywhere(): Promise<Problem | null>;
}

/* ---- patient ---- */

export type PatientStage =
  | {
      readonly stage: "check_in";
      /** What the form begins with: the name of who checks in again; else empty. */
      readonly name: string;
      readonly passcode: boolean;
      readonly busy: boolean;
      readonly problem: Problem | null;
      /** Another room that the patient may be waiting in. */
      readonly elsewhere: string | null;
    }
  /** The room is closed, or takes portal patients only. */
  | { readonly stage: "unavailable"; readonly problem: Problem }
  | { readonly stage: "entering" }
  | {
      readonly stage: "visiting";
      readonly arrivedAt: number;
      readonly status: "waiting" | "in_call";
      /** The last that the server has told; null in a call, and where it has told none yet. */
      readonly place: number | null;
      /** The server has been restarted and does not know the places yet, since others may still come back. */
      readonly confirming: boolean;
      /** Nobody of the team is there: not `yet`, or not `now` where the page has seen somebody. Null where it is not known. */
      readonly absence: "yet" | "now" | null;
      readonly call: CallModel | null;
      /** Whether the patient wants to hear a call. */
      readonly sound: boolean;
      /** How many of the patient's messages are on no other page. */
      readonly undelivered: number;
    }
  /** `mayReturn`: the check-in form can be offered again. */
  | { readonly stage: "ended"; readonly reason: Departure; readonly mayReturn: boolean }
  /** Another page has taken over the visit. */
  | { readonly stage: "replaced" }
  | { readonly stage: "blocked"; readonly problem: Problem };

export interface PatientModel {
  /** Null where the page is not connected, nor to be. */
  readonly connection: Connection | null;
  readonly room: { readonly name: string; readonly title: string };
  /** Who looks after the room, those present first; never empty (the room itself stands in). */
  readonly team: readonly [Person, ...Person[]];
  readonly stage: PatientStage;
  /** The whole panel: the frame shows it open, as a bar, or not at all. */
  readonly panel: "open" | "minimized" | "closed";
  /** Null before the visit, and while the box is closed. */
  readonly chat: ChatModel | null;
  readonly unread: number;
}

export interface PatientActions extends ChatActions {
  open(): void;
  checkIn(name: string, passcode: string): void;
  /** Whether to hear a call, for as long as the visit lasts. */
  setSound(on: boolean): void;
  /** Resolves once the visit has ended, or could not be. */
  leave(): Promise<void>;
  /** Makes this the visit's page again after another took over. */
  takeBack(): void;
  /** After `ended` or `blocked`: begin again. */
  restart(): void;
}
