/** The frame's half of the bridge. */
import { parseConnect, parseHostCommand, parseHostToken } from "./messages";
import type { FrameMessage, HostCommand, HostOptions } from "./messages";

export type { FrameMessage, HostCommand, HostOptions, LayoutState, VisitState } from "./messages";

/** How long the host page may take to get a token: longer than it takes the loader to give it up. */
const TOKEN_WITHIN_MS = 15_000;

/** The connection to the page around the frame. */
export interface HostLink {
  options: HostOptions;
  /**
   * Tells the host page something. It shows "Loading…" until the first `layout` that is not `closed`: at `ready` it asks
   * for the layout that the page showed last, and at first that is `open`.
   */
  report(message: FrameMessage): void;
  /** Calls `handler` for every command, those that arrived before this call included. */
  onCommand(handler: (command: HostCommand) => void): void;
  /** Another token from the host page; null when it has none to give. */
  renewToken(): Promise<string | null>;
}

/**
 * Waits for the loader of the page around us to say hello, and answers `ready`.
 *
 * Call it while the page's first script runs: the loader says hello only once, at the frame's load event.
 * @param allowedOrigins the clinic's sites; a hello from anywhere else is ignored
 */
export function awaitHost(allowedOrigins: readonly string[], page: Window = window): Promise<HostLink> {
  return new Promise((resolve) => {
    const listen = (event: MessageEvent<unknown>): void => {
      const [port] = event.ports;
      if (event.source !== page.parent || !allowedOrigins.includes(event.origin) || port === undefined)
        return;
      const connect = parseConnect(event.data);
      if (connect === null) return;
      const link = linkOver(port);
      if (connect.kind === "unsupported_version") {
        link.report({ type: "error", code: "bridge_version" });
        return;
      }
      page.removeEventListener("message", listen);
      // A page that goes erases what it shows, before it is gone: that is nothing the host page should follow.
      page.addEventListener("pagehide", () => port.close(), true);
      link.report({ type: "ready" });
      resolve({ options: connect.options, ...link });
    };
    page.addEventListener("message", listen);
  });
}

function linkOver(port: MessagePort): Omit<HostLink, "options"> {
  const kept: HostCommand[] = [];
  let onCommand = (command: HostCommand): void => void kept.push(command);
  let onToken: ((token: string | null) => void) | null = null;

  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    const command = parseHostCommand(data);
    if (command !== null) onCommand(command);
    const token = parseHostToken(data);
    if (token !== undefined) onToken?.(token);
  };
  return {
    report: (message) => port.postMessage(message, "port" in message ? [message.port as MessagePort] : []),
    onCommand: (handler) => {
      onCommand = handler;
      for (const command of kept.splice(0)) handler(command);
    },
    renewToken: () =>
      new Promise((resolve) => {
        onToken = resolve;
        setTimeout(resolve, TOKEN_WITHIN_MS, null);
        port.postMessage({ type: "token" });
      }),
  };
}
