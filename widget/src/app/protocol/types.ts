// Made from the server's structs by `make protocol`: change those instead.

export type PatientCommand = Relay | Leave;
export type ProviderCommand =
  | Relay
  | StartCall
  | EndCall
  | RemoveVisit
  | UndoEnd
  | SetAway
  | SetIdle
  | SetLine
  | SetProfile
  | SetPhoto
  | SetSettings
  | SetPassword
  | SignOutEverywhere;
export type Reply = Accepted | Refused;
export type PatientEvent =
  PatientSnapshot | Relayed | OwnVisitChanged | OwnVisitEnded | TeamChanged | PageReplaced;
export type ProviderEvent =
  ProviderSnapshot | Relayed | VisitChanged | VisitLeft | TeamChanged | AwaySet | AccountChanged;

/**
 * Version 1. Made from the server's structs: change those, then run `make protocol`.
 */
export interface Protocol {
  Hello: Hello;
  PatientCommand: PatientCommand;
  ProviderCommand: ProviderCommand;
  Reply: Reply;
  PatientEvent: PatientEvent;
  ProviderEvent: ProviderEvent;
}
/**
 * The Socket.IO `auth` payload.
 *
 *     A patient's page shows the ticket of its visit once it has one. On the page's first connection there may be a token
 *     beside it, which then says whose visit it may be. `returning`: the page was here before and connects again by
 *     itself, so it must not take the visit from another page. `away`, of a provider's page: what it knows to be set.
 *     `secret` proves that the page's id is its own. A page of an older version has none.
 */
export interface Hello {
  version: number;
  room: string;
  key: string;
  token?: string | null;
  ticket?: string | null;
  returning?: boolean;
  away?: Away | null;
  secret?: string | null;
}
/**
 * Whether a provider is away by their own choice, and when they said so.
 */
export interface Away {
  away: boolean;
  at: number;
}
/**
 * Pass an envelope on to another page. `seq` numbers a reliable stream from 1; 0 is outside of it.
 */
export interface Relay {
  type: "relay";
  visit: string;
  to: string;
  seq: number;
  sealed: string;
}
/**
 * The patient leaves the waiting room.
 */
export interface Leave {
  type: "leave";
}
/**
 * Move a visit into a call with the asking page. Accepted with the call.
 */
export interface StartCall {
  type: "start_call";
  visit: string;
}
/**
 * End the call, and with it the visit.
 */
export interface EndCall {
  type: "end_call";
  visit: string;
  undoWithin?: number;
}
/**
 * Take a visit out of the queue.
 */
export interface RemoveVisit {
  type: "remove_visit";
  visit: string;
  undoWithin?: number;
}
/**
 * Take back the end of a visit that this page has asked for. Accepted as well where the visit is not ending.
 */
export interface UndoEnd {
  type: "undo_end";
  visit: string;
}
/**
 * Show the provider as away, or no longer, on all of their pages.
 */
export interface SetAway {
  type: "set_away";
  away: boolean;
}
/**
 * Nobody has looked at the provider's page for long, or somebody does again: away by use, not by hand.
 */
export interface SetIdle {
  type: "set_idle";
  idle: boolean;
}
/**
 * Set the line that patients read, such as "running 10 minutes late"; empty takes it down.
 */
export interface SetLine {
  type: "set_line";
  line: string;
}
/**
 * Set what patients are shown of the provider, in every room.
 */
export interface SetProfile {
  type: "set_profile";
  name: string;
  title: string;
}
/**
 * Set the provider's picture: a data URL, in Base64, of a PNG, JPEG or WebP. None takes it down.
 */
export interface SetPhoto {
  type: "set_photo";
  photo: string | null;
}
/**
 * Keep what the account's owner has set. Its other pages are told.
 */
export interface SetSettings {
  type: "set_settings";
  settings: Settings;
}
/**
 * All that an account can set. `details`: desktop notifications may carry a patient's name and words.
 *
 *     `shortcuts`: single keys do something on the provider's page.
 */
export interface Settings {
  messages: Alerts;
  arrivals: Alerts;
  details: boolean;
  theme: "dark" | "light" | "system";
  language: string;
  undoSeconds?: 0 | 6 | 20;
  shortcuts?: boolean;
}
/**
 * How one kind of news is told. `on` False is quiet: badges only, whatever the others say.
 */
export interface Alerts {
  on: boolean;
  sound: boolean;
  desktop: boolean;
  title: boolean;
}
/**
 * Set another password. Signs every page of the account out, this one included.
 */
export interface SetPassword {
  type: "set_password";
  current: string;
  new: string;
}
/**
 * Sign every page of the account out, this one included.
 */
export interface SignOutEverywhere {
  type: "sign_out_everywhere";
}
/**
 * The command was carried out.
 */
export interface Accepted {
  type: "accepted";
  call?: CallView | null;
}
/**
 * A call between a visit and a provider. `url` is where it happens, None when the portal takes over.
 */
export interface CallView {
  id: string;
  url: string | null;
}
/**
 * The command changed nothing. `retry_after` (milliseconds) when waiting helps.
 */
export interface Refused {
  type: "refused";
  code:
    | "account_closed"
    | "already_in_call"
    | "api_key_invalid"
    | "bad_command"
    | "bad_hello"
    | "bad_password"
    | "bad_picture"
    | "bad_request"
    | "method_not_allowed"
    | "not_allowed"
    | "not_found"
    | "not_in_call"
    | "not_ready"
    | "page_unknown"
    | "patient_left"
    | "portal_only"
    | "provider_not_here"
    | "room_closed"
    | "room_full"
    | "room_unknown"
    | "server_error"
    | "sign_in_failed"
    | "signed_out"
    | "taken_over"
    | "token_expired"
    | "token_invalid"
    | "token_missing"
    | "token_other_room"
    | "token_wrong_role"
    | "too_large"
    | "too_many"
    | "too_often"
    | "version_unsupported"
    | "visit_unknown"
    | "wrong_passcode"
    | "wrong_password";
  message: string;
  retryAfter?: number | null;
}
/**
 * Everything a patient's page needs. `now` lets it reckon with the server's clock.
 */
export interface PatientSnapshot {
  type: "patient_snapshot";
  now: number;
  room: RoomView;
  visit: OwnVisit;
  ticket: string;
  team: TeamPage[];
}
/**
 * A waiting room. `patients_write_first` False: a patient may answer, not begin.
 */
export interface RoomView {
  slug: string;
  name: string;
  title: string;
  patientsWriteFirst: boolean;
}
/**
 * A visit as its own patient sees it. `place` counts those waiting, from 1.
 *
 *     `place` is None while in a call, and while waiting in a room that a restarted server does not know in full yet:
 *     others may still come back to places before this one. It is told once it is certain.
 */
export interface OwnVisit {
  id: string;
  arrivedAt: number;
  status: "in_call" | "waiting";
  place: number | null;
  call: CallView | null;
}
/**
 * One page of one provider of the room.
 */
export interface TeamPage {
  page: PageView;
  provider: ProviderView;
  presence: "away" | "on_call" | "online";
}
/**
 * A page that can be written to, and the key to seal for it. Not connected: it may come back.
 *
 *     `since` is when its newest connection began: what was sent before may be lost, and is to be sent again.
 *     `id` is the SHA-256 of `proof` and `key`; without a proof, of `key`.
 */
export interface PageView {
  id: string;
  key: string;
  connected: boolean;
  since: number;
  proof?: string | null;
}
/**
 * A clinician. `photo` is a path on the backend's origin; `line` is what they tell those who wait.
 */
export interface ProviderView {
  id: string;
  name: string;
  title: string;
  photo: string | null;
  line: string;
}
/**
 * An envelope from another page of the same visit or room; the server vouches for `sender`.
 */
export interface Relayed {
  type: "relayed";
  visit: string;
  sender: string;
  seq: number;
  sealed: string;
}
/**
 * To the patient: the visit changed; `ticket` where what it signs changed too.
 */
export interface OwnVisitChanged {
  type: "own_visit_changed";
  visit: OwnVisit;
  ticket: string | null;
}
/**
 * To the patient: the visit is over; the ticket is worth nothing now.
 */
export interface OwnVisitEnded {
  type: "own_visit_ended";
  reason: "call_ended" | "expired" | "left" | "removed";
}
/**
 * The room's providers or their presence changed; the whole team, again.
 */
export interface TeamChanged {
  type: "team_changed";
  team: TeamPage[];
}
/**
 * Another page has taken over this visit: this page is no longer connected to it.
 */
export interface PageReplaced {
  type: "page_replaced";
}
/**
 * Everything a provider's page needs; `visits` in order of arrival, `team` with the page itself in it.
 *
 *     The server's memory of the room goes back to `since`: a visit that the page knows and this lacks may still come
 *     back by its ticket until `grace` (milliseconds) has passed since then. The page may connect again with its
 *     token until `token_expires`; the connection that it has stays beyond that. `away` is what the provider set last by
 *     hand, None where the server knows of nothing; the page asserts it in every later hello. `over`: visits that ended
 *     since `since` and how, which a page may know from before a restart.
 */
export interface ProviderSnapshot {
  type: "provider_snapshot";
  now: number;
  tokenExpires: number;
  since: number;
  grace: number;
  room: RoomView;
  me: ProviderView;
  account: AccountView;
  page: string;
  visits: QueueVisit[];
  team: TeamPage[];
  away: Away | null;
  over?: {
    [k: string]: "call_ended" | "expired" | "left" | "removed";
  };
}
/**
 * An account, for its own pages. `password`: whether it can sign in with its e-mail and one.
 */
export interface AccountView {
  email: string | null;
  password: boolean;
  settings: Settings;
}
/**
 * A visit as providers see it. `reference` is the clinic's own, from the room token.
 *
 *     With an `ending` it counts as over for staff, unless that is undone.
 */
export interface QueueVisit {
  id: string;
  arrivedAt: number;
  status: "in_call" | "waiting";
  reference: string | null;
  page: PageView;
  call: CallView | null;
  caller: string | null;
  ending?: EndingView | null;
}
/**
 * An end of a visit that can still be undone, on the provider's page that asked for it.
 */
export interface EndingView {
  page: string;
  reason: "call_ended" | "removed";
}
/**
 * To providers: a visit arrived or changed.
 */
export interface VisitChanged {
  type: "visit_changed";
  visit: QueueVisit;
}
/**
 * To providers: a visit is over.
 */
export interface VisitLeft {
  type: "visit_left";
  visit: string;
  reason: "call_ended" | "expired" | "left" | "removed";
}
/**
 * To all of a provider's pages in the room: away was set by hand. The page asserts it in every later hello.
 */
export interface AwaySet {
  type: "away_set";
  away: Away;
}
/**
 * To all pages of an account: its owner has set something.
 */
export interface AccountChanged {
  type: "account_changed";
  account: AccountView;
}
