/** Events for the host page. */
import type { FrameMessage, HostCommand } from "../bridge/host";
import type { WaitsideEvents, WaitsideHandle } from "./api";

/** The frame's own news pass through; a change of its layout is told by the verb that would have asked for it. */
export type HostEvent = Exclude<FrameMessage, { type: "layout" | "outside" | "token" }> | HostCommand;

export type Emit = (event: HostEvent) => void;

/** Whoever listens at the element itself hears the same, as `waitside-ready` and so on. */
export function createEvents(host?: Element): { emit: Emit; on: WaitsideHandle["on"] } {
  const handlers = new Set<(event: string, detail: unknown) => void>();
  let visit: object | undefined; // of which a handler hears that comes later
  return {
    emit({ type, ...detail }) {
      if (type === "visit") visit = detail;
      handlers.forEach((handle) => attempt(() => handle(type, detail)));
      host?.dispatchEvent(new CustomEvent(`waitside-${type}`, { detail, bubbles: true }));
    },
    on<E extends keyof WaitsideEvents>(wanted: E, handler: (detail: WaitsideEvents[E]) => void) {
      const handle = (event: string, detail: unknown): void => {
        if (event === wanted) handler(detail as WaitsideEvents[E]);
      };
      if (typeof handler === "function") {
        handlers.add(handle);
        if (visit) attempt(() => handle("visit", visit));
      }
      return () => void handlers.delete(handle);
    },
  };
}

/** What throws is reported as browsers do it with an event's handler, and disturbs nobody else. */
export function attempt(action: () => void): void {
  try {
    action();
  } catch (error) {
    reportError(error);
  }
}

/** Says so in one constant line, and by an event once the page has had the time to listen. */
export function refuse(emit: Emit): void {
  console.warn("Waitside: bad options");
  setTimeout(() => emit({ type: "error", code: "bad_options" }));
}
