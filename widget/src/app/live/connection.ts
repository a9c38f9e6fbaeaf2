/** A page's connection to the server: commands up, events down. Messages are kept by the courier, never in here. */
import type { Hello, Reply } from "../protocol/types";
import { Knocks, spread } from "./knocks";
import { Socket } from "./socket";

/**
 * `slow`: online, but the server takes long to answer. `unreached`: offline, and never in yet. `crowded`: the server lets no more
 * pages of this network connect.
 */
type State = "connecting" | "online" | "slow" | "offline" | "unreached" | "crowded";

export interface ConnectionPorts<Event> {
  /** The opening data; asked for anew at every attempt. */
  hello(): Hello;
  onEvent(event: Event): void;
  onState(state: State): void;
  /**
   * Does something about a refusal, such as to get a new token for one that has expired. Null: to be tried again; else
   * the refusal that stands.
   */
  mend?(code: string): Promise<string | null>;
  /** The server refuses this page: an error code. Whether to try again now and then, in case the server changes its mind. */
  onRefused(code: string): boolean;
}

export interface Connection<Command> {
  /** The server's reply; refused as `offline` at once when there is no connection, as `timeout` when no reply comes. */
  send(command: Command): Promise<Answer>;
  /** The person is back, or the network: whoever waits for the next attempt makes it now. */
  wake(): void;
  /** The browser says that the network is gone. It may be wrong, so another line is looked for all the same. */
  drop(): void;
  close(): void;
}

export type Answer = Reply | { readonly type: "refused"; readonly code: "offline" | "timeout" };

const SLOW = 2_000; // ms that an attempt may take before somebody asks whether the server is there at all
const ROUND_TRIPS = 4; // from nothing to an open WebSocket: TCP, TLS, and the handshake
const OPENED_WITHIN = 10_000; // ms; what takes longer goes nowhere
const ENTERED_WITHIN = 3_000; // ms, and as long again as it took to open
const AFTER_REFUSAL = 1_500; // ms
const AFTER_CROWDED = 5_000; // ms
const AFTER_LASTING_REFUSAL = 60_000; // ms, at most

const CROWDED = "too_many";
/** Refusals that do not last: the page tries again. How it is connected meanwhile (null: offline), and in how many ms it tries. */
const PASSING: ReadonlyMap<string, readonly [State | null, number]> = new Map([
  ["server_error", [null, AFTER_REFUSAL]],
  ["not_ready", [null, AFTER_REFUSAL]],
  [CROWDED, ["crowded", AFTER_CROWDED]],
  ["too_often", ["connecting", AFTER_CROWDED]],
]);

export function connect<Command, Event>(
  namespace: "/patient" | "/provider",
  ports: ConnectionPorts<Event>,
): Connection<Command> {
  return new LiveConnection(namespace, ports);
}

class LiveConnection<Command, Event> implements Connection<Command> {
  readonly #knocks = new Knocks((took, crowded) => this.#onAnswer(took, crowded));
  #stage: "down" | "opening" | "entering" | "online" | "closed" = "down";
  #socket: Socket | null = null;
  #beganAt = 0;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  /** What it comes to when the page loses its line, or finds none. */
  #offline: State = "unreached";

  constructor(
    private readonly namespace: string,
    private readonly ports: ConnectionPorts<Event>,
  ) {
    ports.onState("connecting");
    this.#attempt(SLOW);
  }

  async send(command: Command): Promise<Answer> {
    if (this.#stage !== "online" || this.#socket === null) return { type: "refused", code: "offline" };
    const reply = await this.#socket.ask(command);
    return reply === null ? { type: "refused", code: "timeout" } : (reply as Reply);
  }

  wake(): void {
    this.#socket?.wake();
    if (this.#stage === "down" || (this.#stage === "opening" && this.#sinceBegun() > SLOW))
      this.#knocks.begin(0);
  }

  drop(): void {
    if (this.#socket !== null) this.#lost();
  }

  close(): void {
    this.#drop("closed");
    this.#knocks.stop();
  }

  /** One WebSocket, and knocks beside it once it takes longer than `patience` (ms): an answer to them replaces it. */
  #attempt(patience: number): void {
    this.#drop("opening");
    this.#beganAt = performance.now();
    this.#deadline = setTimeout(() => this.#lost(), OPENED_WITHIN);
    this.#knocks.begin(patience);
    this.#socket = new Socket(this.namespace, {
      onOpen: () => this.#enter(),
      onEntered: () => this.#entered(),
      onEvent: (event) => this.ports.onEvent(event as Event),
      onSlow: (slow) => this.ports.onState(slow ? "slow" : "online"),
      onRefused: (code) => void this.#refused(code),
      onLost: () => this.#lost(),
    });
  }

  #onAnswer(took: number, crowded: boolean): void {
    if (this.#stage !== "down" && (crowded || this.#stage !== "opening")) return; // what is opening may be let in all the same
    if (crowded) void this.#refused(CROWDED);
    else this.#attempt(Math.min(SLOW + ROUND_TRIPS * took, OPENED_WITHIN));
  }

  #enter(): void {
    if (this.#stage !== "opening") return;
    this.#stage = "entering";
    this.#knocks.stop();
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#lost(), ENTERED_WITHIN + this.#sinceBegun());
    this.#socket?.enter(this.ports.hello());
  }

  #entered(): void {
    if (this.#stage !== "entering") return;
    this.#stage = "online";
    this.#knocks.reset();
    clearTimeout(this.#deadline);
    this.#offline = "offline";
    this.ports.onState("online");
  }

  #lost(): void {
    this.#drop("down");
    this.#knocks.begin();
    this.ports.onState(this.#offline);
  }

  async #refused(code: string): Promise<void> {
    this.#drop("down");
    this.#knocks.stop();
    const [state, after] = PASSING.get(code) ?? [null, AFTER_REFUSAL];
    this.ports.onState(state ?? this.#offline);
    const stands = PASSING.has(code) ? null : await (this.ports.mend?.(code) ?? code);
    if (this.#stage !== "down") return; // closed, or woken and already trying again
    if (stands === null) this.#knocks.begin(spread(after));
    else if (this.ports.onRefused(stands)) this.#knocks.begin(spread(AFTER_LASTING_REFUSAL));
    else this.close(); // waking the page must not try again
  }

  #drop(stage: "down" | "opening" | "closed"): void {
    this.#stage = stage;
    clearTimeout(this.#deadline);
    this.#socket?.close();
    this.#socket = null;
  }

  #sinceBegun(): number {
    return performance.now() - this.#beganAt;
  }
}
