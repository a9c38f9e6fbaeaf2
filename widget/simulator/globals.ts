/** The globals of a page. The simulator replaces everything that reads a clock, uses randomness or leaves the page. */
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { compileFunction, runInNewContext } from "node:vm";
import type { Clock } from "./clock";
import { EPOCH } from "./clock";
import type { Listeners } from "./listeners";
import type { PageLocks } from "./locks";
import type { Network } from "./network";
import type { PageOutput } from "./protocol";
import type { RandomSource } from "./random";
import type { MemoryStorage } from "./storage";
import type { Timers } from "./timers";

export type Globals = Readonly<Record<string, unknown>>;

/** What the globals of a page need. */
export interface Environment {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly locks: PageLocks;
  readonly network: Network;
  readonly random: RandomSource;
  readonly windowEvents: Listeners;
  readonly documentEvents: Listeners;
  readonly sessionStorage: MemoryStorage;
  readonly localStorage: MemoryStorage;
  readonly address: string;
  /** The window of the host page. */
  readonly parent: object;
  readonly isVisible: () => boolean;
  /** How far the page's clock is ahead, in milliseconds. */
  readonly skew: () => number;
  readonly emit: (output: PageOutput) => void;
}

/** The globals of the language, and those of the platform that depend on nothing outside of the page. */
const HARMLESS: ReadonlySet<string> = new Set([
  ...(runInNewContext("Object.getOwnPropertyNames(globalThis)") as readonly string[]),
  ...["AbortController", "DOMException", "TextDecoder", "TextEncoder", "URL", "URLSearchParams"],
  ...["atob", "btoa", "queueMicrotask", "structuredClone"],
]);

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

export function makeGlobals(environment: Environment): Globals {
  const { timers, network, windowEvents, sessionStorage, localStorage } = environment;
  const window: Record<string, unknown> = {
    ...makeClocks(environment),
    ...makeRandomness(environment.random),
    document: makeDocument(environment),
    location: makeLocation(environment),
    navigator: { onLine: true, locks: environment.locks },
    sessionStorage,
    localStorage,
    setTimeout: timers.setTimeout,
    setInterval: timers.setInterval,
    requestAnimationFrame: timers.requestAnimationFrame,
    clearTimeout: timers.clear,
    clearInterval: timers.clear,
    cancelAnimationFrame: timers.clear,
    fetch: network.fetch,
    // A constructor may return another object.
    WebSocket: function WebSocket(url: string): object {
      return network.connect(url);
    },
    addEventListener: windowEvents.add,
    removeEventListener: windowEvents.remove,
    parent: environment.parent,
    open: (url: string) => environment.emit({ type: "opened", url }),
    nodeBuffer: { Buffer },
    nodeCrypto: { createHash },
  };
  return Object.assign(window, { window, self: window, globalThis: window });
}

function makeClocks({ clock, skew }: Environment): Globals {
  const begun = clock.at;
  const now = () => EPOCH + clock.at + skew();
  class PageDate extends Date {
    constructor(...given: readonly number[]) {
      super(...((given.length === 0 ? [now()] : given) as [number]));
    }

    static override now(): number {
      return now();
    }
  }
  return { Date: PageDate, performance: { now: () => clock.at - begun } };
}

function makeRandomness(random: RandomSource): Globals {
  const getRandomValues = (bytes: Uint8Array) => {
    random.fill(bytes);
    return bytes;
  };
  return {
    Math: Object.assign(Object.create(Math) as object, { random: () => random.fraction() }),
    crypto: { getRandomValues, randomUUID: () => random.uuid() },
  };
}

function makeDocument({ documentEvents, isVisible }: Environment): object {
  return {
    get visibilityState() {
      return isVisible() ? "visible" : "hidden";
    },
    hasFocus: isVisible,
    addEventListener: documentEvents.add,
    removeEventListener: documentEvents.remove,
  };
}

function makeLocation({ address, emit }: Environment): object {
  return { href: address, reload: () => emit({ type: "reload" }) };
}

/** Compile the body of a function once. It sees the globals of a page and the harmless ones of Node.js, no others. */
export function compile(code: string): (globals: Globals) => unknown {
  let names: readonly string[] = [];
  let run: ((...given: readonly unknown[]) => unknown) | null = null;
  return (globals) => {
    if (run === null) {
      names = [...new Set([...Object.keys(globals), ...hidden()])];
      run = compileFunction(code, names, { filename: "page.js" }) as (
        ...given: readonly unknown[]
      ) => unknown;
    }
    return run(...names.map((name) => globals[name]));
  };
}

/** Return the globals of Node.js that a page must not reach. They become parameters that are undefined. */
function hidden(): readonly string[] {
  return Object.getOwnPropertyNames(globalThis).filter(
    (name) => !HARMLESS.has(name) && IDENTIFIER.test(name),
  );
}
