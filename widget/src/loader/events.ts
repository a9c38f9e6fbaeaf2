/** Events for the host page. */
import type { FrameMessage, HostCommand } from "../bridge/host";
import type { WaitsideEvents, WaitsideHandle } from "./api";

/** The frame's own news pass through; a change of its layout is told by the verb that would have asked for it. */
export type HostEvent = Exclude<FrameMessage, { type: "layout" | "outside" }> | HostCommand;

export type Emit = (event: HostEvent) => void;

/** Built on EventTarget: a handler that throws is reported by the browser and disturbs nobody else. */
export function createEvents(): { emit: Emit; on: WaitsideHandle["on"] } {
  const target = new EventTarget();
  return {
    emit: ({ type, ...detail }) => target.dispatchEvent(new CustomEvent(type, { detail })),
    on<E extends keyof WaitsideEvents>(event: E, handler: (detail: WaitsideEvents[E]) => void) {
      const listener = (dispatched: Event): void =>
        handler((dispatched as CustomEvent<WaitsideEvents[E]>).detail);
      if (typeof handler === "function") target.addEventListener(event, listener);
      return () => target.removeEventListener(event, listener);
    },
  };
}
