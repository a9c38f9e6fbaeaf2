/** What lies outside of the page's own views: the browser's notifications and the tab's title. */
import type { ReadonlySignal } from "@preact/signals-core";
import type { DesktopState } from "../../ui/model";
import type { Kind } from "./news";

export interface Notice {
  readonly kind: Kind | "test";
  /** The visit that it is about; a later notice of the same kind about it takes its place. */
  readonly visit: string;
  readonly title: string;
  readonly body: string;
  readonly onClick: () => void;
}

export interface Outside {
  readonly desktop: ReadonlySignal<DesktopState>;
  /** Leaves out titles and bodies. */
  readonly discreet: boolean;
  /** Has the browser ask for permission. To be called while a click is fresh. */
  ask(): void;
  show(notice: Notice): void;
  /** Takes back what is no news any more. */
  withdraw(kind: Kind, visit: string): void;
  /** Tells in the tab's title how many messages are unread, and whether anybody has arrived. */
  count(unread: number, arrivals: boolean): void;
}
