/** The event listeners of a window or a document. */

/** `persisted` belongs to `pagehide`, the other fields to `message`. */
export interface BrowserEvent {
  readonly type: string;
  readonly persisted?: boolean;
  readonly data?: unknown;
  readonly origin?: string;
  readonly source?: object;
  readonly ports?: readonly object[];
}

type Listener = (event: BrowserEvent) => void;
type Options = boolean | { readonly capture?: boolean };

interface Registration {
  readonly type: string;
  readonly listener: Listener;
  readonly capture: boolean;
}

export class Listeners {
  #registered: readonly Registration[] = [];

  readonly add = (type: string, listener: Listener, options: Options = false): void => {
    const capture = typeof options === "boolean" ? options : (options.capture ?? false);
    this.#registered = [...this.#registered, { type, listener, capture }];
  };

  readonly remove = (type: string, listener: Listener): void => {
    this.#registered = this.#registered.filter((each) => each.type !== type || each.listener !== listener);
  };

  /** Call capturing listeners first. `guard` runs each listener, so that an error in one does not stop the others. */
  dispatch(event: BrowserEvent, guard: (run: () => void) => void): void {
    const due = this.#registered.filter(({ type }) => type === event.type);
    for (const { listener } of [
      ...due.filter(({ capture }) => capture),
      ...due.filter(({ capture }) => !capture),
    ])
      guard(() => listener(event));
  }
}
