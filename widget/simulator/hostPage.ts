/** The host page's end of the bridge: it connects once, receives reports, and sends commands and tokens. */
import {
  BRIDGE_VERSION,
  type FrameMessage,
  type HostMessage,
  type HostOptions,
} from "../src/bridge/messages";
import type { BrowserEvent } from "./listeners";

export class HostPage {
  /** The frame's `window.parent`. */
  readonly window = {};
  #closed = false;
  readonly #port = {
    onmessage: null as ((event: { readonly data: HostMessage }) => void) | null,
    postMessage: (message: FrameMessage): void => {
      if (!this.#closed) this.receive(message);
    },
    close: (): void => void (this.#closed = true),
  };

  constructor(
    private readonly origin: string,
    private readonly options: HostOptions,
    private readonly receive: (message: FrameMessage) => void,
  ) {}

  hello(): BrowserEvent {
    const data = { waitside: BRIDGE_VERSION, type: "connect", options: this.options };
    return { type: "message", source: this.window, origin: this.origin, ports: [this.#port], data };
  }

  send(message: HostMessage): void {
    if (!this.#closed) this.#port.onmessage?.({ data: message });
  }
}
