/** `window.Waitside`: makes embeds, keeps one in each place, and never throws into the clinic's page. */
import type { Waitside, WaitsideHandle } from "./api";
import { createEvents } from "./events";
import type { Emit } from "./events";
import { parseOptions } from "./options";
import type { Options } from "./options";
import { BAD_OPTIONS } from "./texts";
import { createWidget } from "./widget";

export const VERSION = "0.1.0";

/** A container of a provider, or the document for the one launcher. */
type Place = string | Element | Document;

/**
 * @param origin the backend's
 * @param tag data attributes of the script tag
 */
export function createWaitside(origin: string, tag: DOMStringMap): Waitside {
  const embeds = new Map<Place, { options: Options; handle: WaitsideHandle }>();

  function init(raw: unknown): WaitsideHandle {
    try {
      const options = parseOptions(raw);
      if (options) return embed(options);
    } catch {
      // Options with getters that throw, or a page that changed the DOM under us: refused like any others.
    }
    const { emit, on } = createEvents();
    refuse(emit);
    return { open: ignore, minimize: ignore, close: ignore, destroy: ignore, on };
  }

  function embed(options: Options): WaitsideHandle {
    const place = options.container ?? document;
    const present = embeds.get(place);
    if (present && isSame(present.options, options)) return present.handle;
    present?.handle.destroy();

    const { emit, on } = createEvents();
    const { attach, ...widget } = createWidget(origin, options, emit);
    const isAlive = (): boolean => embeds.get(place)?.handle === handle;
    const destroy = (): void => {
      if (isAlive()) embeds.delete(place);
      widget.destroy();
    };
    const handle = { ...widget, destroy, on };
    embeds.set(place, { options, handle });

    const appear = (): void => {
      if (!isAlive()) return;
      const parent = parentOf(options);
      if (parent) return attach(parent);
      destroy();
      refuse(emit);
    };
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", appear);
    else appear();
    return handle;
  }

  return { init, instance: tag.room === undefined ? null : init(tag), version: VERSION };
}

/** Says so in one constant line, and by an event once the page has had the time to listen. */
function refuse(emit: Emit): void {
  console.warn(BAD_OPTIONS);
  setTimeout(() => emit({ type: "error", code: "bad_options" }));
}

function isSame(one: Options, other: Options): boolean {
  return one.room === other.room && one.host.token === other.host.token;
}

function parentOf({ container }: Options): Element | null {
  if (typeof container !== "string") return container ?? document.body;
  try {
    return document.querySelector(container);
  } catch {
    return null; // not a selector
  }
}

function ignore(): void {
  // what a handle without an embed does
}
