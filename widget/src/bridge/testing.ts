/** For tests: what a browser does around the bridge. happy-dom loads no frames and posts nothing across origins. */

export const SITE = "https://clinic.example";
export const BACKEND = "https://waitside.example";

/** The window of a frame. As in a browser, a message reaches it only if it is addressed to its origin. */
export class FrameWindow extends EventTarget {
  readonly parent: Window = window;
  /** What the loader posted, with the address it wrote on it. */
  readonly posted: { data: unknown; targetOrigin: string }[] = [];

  constructor(readonly origin: string = BACKEND) {
    super();
  }

  postMessage(data: unknown, targetOrigin: string, ports: MessagePort[]): void {
    this.posted.push({ data, targetOrigin });
    if (targetOrigin === this.origin) this.deliver(structuredClone(data), ports);
  }

  /** A message event, from the clinic's page unless said otherwise. */
  deliver(data: unknown, ports: MessagePort[], origin = SITE, source: unknown = this.parent): void {
    this.dispatchEvent(Object.assign(new Event("message"), { data, ports, origin, source }));
  }

  asWindow(): Window {
    return this as unknown as Window;
  }
}

/**
 * Loads a document into the frame: its scripts run first, then comes the load event, as browsers do it.
 * @param script what the document does in its window
 */
export function load(
  frame: HTMLIFrameElement,
  script: (page: Window) => void = () => undefined,
  page = new FrameWindow(),
): FrameWindow {
  Object.defineProperty(frame, "contentWindow", { value: page, configurable: true });
  script(page.asWindow());
  frame.dispatchEvent(new Event("load"));
  return page;
}

/** Tries until the assertion holds: messages between ports take a task or two, and no time. */
export async function eventually(assertion: () => void): Promise<void> {
  for (let triesLeft = 200; ; triesLeft--) {
    try {
      assertion();
      return;
    } catch (failure) {
      if (triesLeft === 0) throw failure;
      await nextTask();
    }
  }
}

/** Lets pending messages through, also while timers are faked. */
function nextTask(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
