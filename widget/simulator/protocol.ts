/**
 * The protocol between the driver and this program: JSON, one object per line, one response per request. Times are milliseconds
 * since the start of the story.
 */
import type { FrameMessage, HostOptions } from "../src/bridge/messages";
import type { Box, Message } from "../src/app/chatbox";
import type { PageConfig } from "../src/app/page";
import type { Side } from "../src/app/delivery/courier";
import type { Caps } from "../src/app/provider/intake";

export type Role = PageConfig["role"];

export type Request =
  | { readonly do: "reset"; readonly seed: number }
  /**
   * Fires the timers that are due at or before `at`, then delivers the events in order. While no page does anything that is
   * visible outside of it, also fires the timers that are due before `until`, one at a time.
   */
  | { readonly do: "step"; readonly at: number; readonly until?: number; readonly events: readonly Event[] }
  | { readonly do: "look"; readonly pages: readonly string[] };

export type Response =
  /** What the pages did, in order, what time it is for them, and when the next timer of an awake page is due. */
  | { readonly out: readonly Output[]; readonly at: number; readonly next: number | null }
  | { readonly pages: Readonly<Record<string, Look>> }
  | { readonly error: string };

/** Loads a page into a tab. `tab` is the name of the browser, a slash, and the name of the tab. */
export interface Load {
  readonly type: "load";
  readonly page: string;
  readonly tab: string;
  readonly role: Role;
  readonly config: PageConfig;
  /** The options that the host page gives; null for a standalone page. */
  readonly host: HostOptions | null;
  /** The first token of a provider's standalone page. */
  readonly token?: string | null;
  /** How much a provider's page takes of one patient; what a page takes by itself where there are none. */
  readonly caps?: Caps | null;
  /** How far the page's clock is ahead. */
  readonly skew: number;
  readonly visible: boolean;
}

/** Opens a tab with a copy of another tab's session storage. */
export interface Duplicate {
  readonly type: "duplicate";
  readonly tab: string;
  readonly of: string;
}

/** Ends a page, with or without `pagehide`. */
export type PageEnd =
  { readonly type: "unload"; readonly page: string } | { readonly type: "crash"; readonly page: string };

export type PageEvent = { readonly page: string } & (
  | { readonly type: "online" | "offline" | "sleep" | "wake" }
  | {
      readonly type: "act";
      readonly call: number;
      readonly action: string;
      readonly args: readonly unknown[];
    }
  | { readonly type: "visible"; readonly visible: boolean }
  | { readonly type: "skew"; readonly skew: number }
  | { readonly type: "idle"; readonly idle: boolean }
  | NetworkEvent
  | ({ readonly type: "token"; readonly renewal: number } & Renewed)
);

export type NetworkEvent =
  | { readonly type: "ws_open" | "ws_close"; readonly socket: number }
  | { readonly type: "ws_message"; readonly socket: number; readonly data: string }
  | { readonly type: "fetched"; readonly fetch: number; readonly status: number; readonly body: unknown }
  | { readonly type: "fetch_failed"; readonly fetch: number };

export type Renewed = { readonly token: string | null } | { readonly problem: { readonly code: string } };

export type Event = Load | Duplicate | PageEnd | PageEvent;

/** What a page does that is visible outside of it. */
export type PageOutput =
  | { readonly type: "ws_connect"; readonly socket: number; readonly url: string }
  | { readonly type: "ws_send"; readonly socket: number; readonly data: string }
  | { readonly type: "ws_close"; readonly socket: number }
  | {
      readonly type: "fetch";
      readonly fetch: number;
      readonly method: string;
      readonly url: string;
      readonly body: unknown;
    }
  | { readonly type: "fetch_abort"; readonly fetch: number }
  | { readonly type: "renew_token"; readonly renewal: number }
  | { readonly type: "report"; readonly message: FrameMessage }
  | { readonly type: "reload" }
  | { readonly type: "opened"; readonly url: string }
  | { readonly type: "done"; readonly call: number; readonly result: unknown }
  | { readonly type: "error"; readonly stack: string };

export type Output = { readonly page: string } & PageOutput;

/** The state of a session. */
export interface SessionLook {
  /** The session's model, as its views draw it. */
  readonly model: unknown;
  readonly conversations: readonly ConversationLook[];
  readonly box: Box;
  readonly newFrom: string | null;
  /** The texts that have come onto the page since the last look, also those that are erased by now. */
  readonly had: readonly string[];
  /** Those that have come into view: in an open box, on a visible page. */
  readonly shown: readonly string[];
  /** The page's id. */
  readonly page: string;
  /** Its lines: the id of the visit, a space, and the id of the other page; and how often each has begun again. */
  readonly lines: Readonly<Record<string, number>>;
  /** How many contents other pages have not acknowledged. */
  readonly waiting: number;
  /** Messages that the page has acknowledged, and shows with its next frame. */
  readonly late: readonly LateLook[];
}

/** `side`: where the page that sent the message stands. */
export interface LateLook {
  readonly visit: string;
  readonly side: Side;
  readonly text: string;
}

export interface ConversationLook {
  readonly visit: string;
  readonly present: boolean;
  readonly draft: string;
  readonly messages: readonly Omit<Message, "at">[];
}

/** The state of a page. The session's part is missing until the session has started. */
export interface Look extends Partial<SessionLook> {
  readonly role: Role;
  readonly asleep: boolean;
  readonly visible: boolean;
  readonly skew: number;
  readonly timers: number;
  /** The tab's session storage. */
  readonly storage: Readonly<Record<string, string>>;
}
