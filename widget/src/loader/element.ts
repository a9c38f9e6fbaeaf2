/** `<waitside-chat>`: the one element of an embed, written by the page's author or made by `Waitside.init`. */
import type { WaitsideHandle } from "./api";
import { createEmbed } from "./embed";
import type { Backend } from "./embed";
import { createEvents, refuse } from "./events";
import type { Emit } from "./events";
import { parseOptions, readAttributes } from "./options";
import type { Options } from "./options";

const TAG = "waitside-chat";

/** An embed that is on the page, or will be once the page has been parsed. */
export interface Live {
  options: Options;
  handle: WaitsideHandle;
  emit: Emit;
}

/** By what it fills; under the document the one launcher. */
export const live = new Map<string | Element | Document, Live>();

let backend: Backend;

export class WaitsideChat extends HTMLElement {
  static readonly observedAttributes = ["room", "as", "role", "token", "inline"];

  /** Null while there is no chat in it. */
  handle: WaitsideHandle | null = null;
  readonly #root = this.attachShadow({ mode: "open" });
  #appear: (() => void) | null = null;
  #end: (() => void) | null = null;
  #isMade = false;

  /** What `init` asks for: it begins before it is on the page, and never again once it has ended. */
  static make(options: Options): { host: Element } & Live {
    const host = new WaitsideChat();
    host.#isMade = true;
    return { host, ...host.#begin(options) };
  }

  connectedCallback(): void {
    this.#appear?.();
    this.#readSoon();
  }

  /** One that only moves is back before the microtask. */
  disconnectedCallback(): void {
    queueMicrotask(() => this.isConnected || this.#end?.());
  }

  attributeChangedCallback(_: string, before: string | null, now: string | null): void {
    if (this.#isMade || !this.isConnected || before === now) return;
    this.handle?.destroy();
    this.#readSoon();
  }

  /** Not at once: frameworks set attributes and properties one after the other. */
  #readSoon(): void {
    queueMicrotask(() => {
      if (this.isConnected && !this.handle && !this.#isMade) this.#read();
    });
  }

  #read(): void {
    try {
      const raw = readAttributes(this, "");
      const isInline = this.hasAttribute("inline") || (raw["as"] ?? raw["role"]) === "provider";
      raw["container"] = isInline ? this : null;
      raw["getToken"] = (this as { getToken?: unknown }).getToken;
      this.#begin(parseOptions(raw));
      this.#appear?.();
    } catch {
      refuse(createEvents(this).emit);
    }
  }

  #begin(options: Options): Live {
    const place = options.container ?? document;
    live.get(place)?.handle.destroy();
    const { emit, on } = createEvents(this);
    const { appear, ...embed } = createEmbed(this.#root, backend, options, emit);
    const end = (isOver = false): void => {
      if (this.handle !== handle) return;
      live.delete(place);
      this.handle = this.#appear = this.#end = null;
      embed.end(isOver);
      if (this.#isMade) this.remove();
    };
    const handle = { ...embed, destroy: () => end(true), on };
    this.#end = end;
    const made = { options, handle, emit };
    this.handle = handle;
    this.#appear = appear;
    live.set(place, made);
    return made;
  }
}

/** Once for all copies of the loader on a page: an element keeps its first definition. */
export function defineElement(at: Backend): void {
  backend = at;
  if (!customElements.get(TAG)) customElements.define(TAG, WaitsideChat);
}
