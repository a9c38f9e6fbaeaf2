/**
 * The public API of `/widget.js`: what `window.Waitside` offers to the clinic's page.
 *
 * Types and nothing else: this very file is served as `/widget.d.ts`.
 */

interface SharedOptions {
  /** Slug of the waiting room, such as `dr-rivera`. */
  room: string;
  /** Name to show on the other side. It goes to the frame only, never to the server. */
  name?: string | null;
  /** BCP 47 language tag. Without one the language of the page holds, else that of the browser. */
  lang?: string | null;
  /** The clinic's colour for the launcher, as `#rrggbb` or `#rgb`; what stands on it is made readable by itself. */
  color?: string | null;
}

/**
 * Gets a room token from the portal's server: asked at the start, and again when that one has expired. One that throws, or
 * does not answer within ten seconds, shows as the error `token_unavailable`.
 */
export type GetToken = () => string | Promise<string>;

/** A launcher in the corner of the page, or with a `container` a panel that fills that. */
export interface PatientOptions extends SharedOptions {
  role?: "patient";
  /** Room token of a signed-in patient: the chat opens by itself. Without one the patient walks in by a click. */
  token?: string | null;
  getToken?: GetToken | null;
  /** The element that the panel fills, or a CSS selector for it. */
  container?: string | Element | null;
}

interface AnyProviderOptions extends SharedOptions {
  role: "provider";
  /** The element that the queue fills, or a CSS selector for it. */
  container: string | Element;
}

/** The provider's queue: with a provider's room token, or what gets one. */
export type ProviderOptions = AnyProviderOptions &
  ({ token: string; getToken?: GetToken | null } | { token?: null; getToken: GetToken });

export type WaitsideOptions = PatientOptions | ProviderOptions;

/** What each event tells its handlers. No event carries a name or a text. */
export interface WaitsideEvents {
  /** The frame can be used; comes again when the frame has reloaded itself. */
  ready: object;
  open: object;
  minimize: object;
  close: object;
  /** Messages that nobody has seen yet. */
  unread: { count: number };
  /** Whenever it changes. To a provider how many wait and are in a call, to a patient the place: null in a call. */
  queue: { waiting: number; inCall: number } | { place: number | null };
  /**
   * A patient's visit: none, waiting (`place` is null while it is not known), in a call, over, or on another page. `room` is the one that
   * it is to: the chat may show another than its tag asks for. A handler that comes later is told at once how it stands.
   */
  visit: { state: "none" | "waiting" | "called" | "ended" | "elsewhere"; place: number | null; room: string };
  /** A call began; `url` is null when the room has no call link and the portal is to take over. */
  "call-started": { call: string; url: string | null };
  "call-ended": { call: string };
  /** `code` is a constant such as `bad_options`, `panel_unreachable`, `frame_unreachable` or `token_unavailable`. */
  error: { code: string };
}

/** One embed on the page. No method throws. */
export interface WaitsideHandle {
  /** Opens the chat and moves the focus into it, as a click on the launcher does. */
  open(): void;
  minimize(): void;
  /** Closes the panel. The patient stays in the queue and connected. */
  close(): void;
  /** Removes everything from the page, the connection included. */
  destroy(): void;
  /** Calls `handler` at every such event, until the returned function is called. */
  on<E extends keyof WaitsideEvents>(event: E, handler: (detail: WaitsideEvents[E]) => void): () => void;
}

export interface Waitside {
  /**
   * Makes an embed. A page holds one patient's launcher, and one chat in each container: asking again for the same
   * room and token gives the same handle, asking for another one replaces what was there.
   */
  init(options: WaitsideOptions): WaitsideHandle;
  /** The embed of the script tag itself; null when the tag has no `data-room`. */
  readonly instance: WaitsideHandle | null;
  readonly version: string;
  readonly q: WaitsideQueue;
}

/** Something to do with Waitside as soon as it is there. */
export type Ask = (waitside: Waitside) => void;

/** Before the script has loaded a plain array of the page's; from then on whatever is pushed is done at once. */
export interface WaitsideQueue {
  push(ask: Ask): unknown;
}

/** `<waitside-chat>`. Beside `on` of its handle it tells every event as `waitside-ready`, `waitside-open` and so on. */
export interface WaitsideChatElement extends HTMLElement {
  /** Null while there is no chat in it. */
  readonly handle: WaitsideHandle | null;
  getToken?: GetToken | null;
}

declare global {
  interface Window {
    /** All but `q` is there once the script has loaded. */
    Waitside?: Partial<Waitside> & { readonly q: WaitsideQueue };
  }
  interface HTMLElementTagNameMap {
    "waitside-chat": WaitsideChatElement;
  }
}
