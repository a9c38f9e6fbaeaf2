/** `window.Waitside`: makes embeds, keeps one in each place, and never throws into the clinic's page. */
import type { Ask, Waitside, WaitsideHandle } from "./api";
import { defineElement, live, WaitsideChat } from "./element";
import type { Backend } from "./embed";
import { attempt, createEvents, refuse } from "./events";
import { parseOptions } from "./options";
import type { Options } from "./options";

export const VERSION = "0.1.0";

/** @param tag what the script tag says */
export function createWaitside(backend: Backend, tag: Record<string, unknown>): Waitside {
  defineElement(backend);
  const instance = tag["room"] == null ? null : init(tag);
  const push = (ask: Ask): void => attempt(() => ask(waitside));
  const waitside: Waitside = { init, instance, version: VERSION, q: { push } };
  return waitside;
}

function init(raw: unknown): WaitsideHandle {
  try {
    return embed(parseOptions(raw as Record<string, unknown>));
  } catch {
    const { emit, on } = createEvents();
    refuse(emit);
    return { open: ignore, minimize: ignore, close: ignore, destroy: ignore, on };
  }
}

function embed(options: Options): WaitsideHandle {
  const place = options.container ?? document;
  const present = live.get(place);
  if (present && isSame(present.options, options)) return present.handle;
  const { host, handle, emit } = WaitsideChat.make(options);
  const appear = (): void => {
    if (live.get(place)?.handle !== handle) return;
    try {
      const parent = parentOf(options);
      if (parent) return parent.append(host);
    } catch {
      // What was no selector finds nothing either.
    }
    handle.destroy();
    refuse(emit);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", appear);
  else appear();
  return handle;
}

/** Another token may be another person's. */
function isSame(one: Options, other: Options): boolean {
  return one.room === other.room && one.role === other.role && one.token === other.token;
}

/** Beside the body, which some sites replace as a whole when they show another page, or move by a transform. */
function parentOf({ container }: Options): Element | null {
  return typeof container === "string"
    ? document.querySelector(container)
    : (container ?? document.documentElement);
}

function ignore(): void {
  // what a handle without an embed does
}
