/** The loader's half of the bridge. */
import { BRIDGE_VERSION, parseFrameMessage } from "./messages";
import type { Connect, FrameMessage, HostMessage, HostOptions } from "./messages";

export type { FrameMessage, HostCommand, HostOptions, LayoutState, VisitState } from "./messages";

/** How long a frame may take to load and answer. Slow phones need about 5 s; nobody looks at "Loading…" for longer. */
export const ANSWER_WITHIN_MS = 15_000;

/** Why a frame is of no use: it never answered, or it speaks another version of the bridge. */
export type LinkFailure = "frame_unreachable" | "bridge_version";

export interface LinkListener {
  receive(message: FrameMessage): void;
  /** Called at most once; the link is closed by then. */
  fail(failure: LinkFailure): void;
}

/** The connection to the frame. It outlives reloads of the frame: each of its load events makes a new channel. */
export interface FrameLink {
  /** Lost while the frame loads: at each `ready`, say again what is wanted. */
  send(message: HostMessage): void;
  close(): void;
}

/**
 * Connects to the app in `frame`. Call it before the frame's load event.
 * @param origin the backend's exact origin; nothing is posted to a frame that shows another one
 */
export function linkFrame(
  frame: HTMLIFrameElement,
  origin: string,
  options: HostOptions,
  listener: LinkListener,
): FrameLink {
  let port: MessagePort | null = null;
  let patience: ReturnType<typeof setTimeout> | undefined;

  function connect(): void {
    port?.close(); // what the document before said last is not heard any more
    waitForAnswer();
    const { port1, port2 } = new MessageChannel();
    port = port1;
    port1.onmessage = ({ data }: MessageEvent<unknown>) => receive(parseFrameMessage(data));
    const hello: Connect = { waitside: BRIDGE_VERSION, type: "connect", options };
    frame.contentWindow?.postMessage(hello, origin, [port2]);
  }

  function receive(message: FrameMessage | null): void {
    if (message === null) return;
    if (message.type === "error" && message.code === "bridge_version") return fail("bridge_version");
    if (message.type === "ready") clearTimeout(patience);
    listener.receive(message);
  }

  function waitForAnswer(): void {
    clearTimeout(patience);
    patience = setTimeout(fail, ANSWER_WITHIN_MS, "frame_unreachable");
  }

  function close(): void {
    clearTimeout(patience);
    frame.onload = null;
    port?.close();
    port = null;
  }

  function fail(failure: LinkFailure): void {
    close();
    listener.fail(failure);
  }

  frame.onload = connect;
  waitForAnswer();
  return { send: (message) => port?.postMessage(message), close };
}
