/** One page in one tab: a session with globals of its own, and the events that the driver delivers to it. */
import { parseHostCommand, type FrameMessage } from "../src/bridge/messages";
import { HostPage } from "./hostPage";
import { makeGlobals, type Globals } from "./globals";
import { Listeners } from "./listeners";
import type { Locks } from "./locks";
import { Network } from "./network";
import type { StartOptions, RunningPage } from "./page";
import type { PageOutput, Load, Look, PageEvent, Renewed } from "./protocol";
import type { Clock } from "./clock";
import { RandomSource } from "./random";
import type { MemoryStorage, Storages } from "./storage";
import { Timers } from "./timers";

/** The compiled bundle: evaluates the modules of page.ts with these globals. */
export type PageProgram = (globals: Globals) => { start(options: StartOptions): Promise<RunningPage> };

const ORIGIN = "https://chat.example";

/** The events that a sleeping page may get. */
const IN_SLEEP: readonly string[] = ["wake", "skew"];

export class SimulatedPage {
  readonly timers: Timers;
  asleep = false;
  #visible: boolean;
  #skew: number;
  #gone = false;
  #running: RunningPage | null = null;
  readonly #network: Network;
  readonly #window = new Listeners();
  readonly #document = new Listeners();
  readonly #storage: MemoryStorage;
  readonly #host: HostPage | null;
  readonly #renewals = new Map<number, (renewed: Renewed) => void>();

  constructor(
    private readonly load: Load,
    private readonly clock: Clock,
    private readonly storages: Storages,
    private readonly locks: Locks,
    private readonly onOutput: (output: PageOutput) => void,
  ) {
    this.#visible = load.visible;
    this.#skew = load.skew;
    this.timers = new Timers(clock, load.visible);
    this.#network = new Network(clock, this.emit);
    this.#storage = storages.ofTab(load.tab);
    this.#host = this.#makeHost();
  }

  /** Evaluate the page's code and start its session. */
  start(program: PageProgram, seed: string): void {
    const { config, token = null, host, caps = null } = this.load;
    const options = { config, token, embedded: host !== null, renewToken: this.#renewByItself, caps };
    const started = program(this.#makeGlobals(seed)).start(options);
    started.then((running) => (this.#running = running), this.reportError);
    if (this.#host !== null) this.#window.dispatch(this.#host.hello(), this.guard);
  }

  deliver(event: PageEvent): void {
    if (this.asleep && !IN_SLEEP.includes(event.type))
      throw new Error(`${event.type} delivered to a sleeping page`);
    switch (event.type) {
      case "act":
        return this.#act(event.call, event.action, event.args);
      case "visible":
        return this.#setVisible(event.visible);
      case "online":
      case "offline":
        return this.#window.dispatch({ type: event.type }, this.guard);
      case "sleep":
        this.asleep = true;
        return;
      case "wake":
        this.asleep = false;
        return;
      case "skew":
        this.#skew = event.skew;
        return;
      case "idle":
        return this.#session.setIdle(event.idle);
      case "token":
        return this.#renewals.get(event.renewal)?.(event);
      default:
        return this.#network.deliver(event);
    }
  }

  /** Fire `pagehide`. No-op while the page sleeps. */
  hide(): void {
    if (!this.asleep) this.#window.dispatch({ type: "pagehide", persisted: false }, this.guard);
  }

  /** The page is gone. Drop everything that it still does. */
  end(): void {
    this.#network.end();
    this.locks.drop(this.timers);
    this.#gone = true;
  }

  look(): Look {
    return {
      role: this.load.role,
      asleep: this.asleep,
      visible: this.#visible,
      skew: this.#skew,
      timers: this.timers.count,
      storage: Object.fromEntries(this.#storage.entries()),
      ...this.#running?.look(),
    };
  }

  readonly emit = (output: PageOutput): void => {
    if (!this.#gone) this.onOutput(output);
  };

  /** Run code of the page. Report an error instead of throwing it. */
  readonly guard = (run: () => void): void => {
    try {
      run();
    } catch (error) {
      this.reportError(error);
    }
  };

  readonly reportError = (error: unknown): void =>
    this.emit({
      type: "error",
      stack: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });

  get #session(): RunningPage {
    if (this.#running === null) throw new Error("the session has not started");
    return this.#running;
  }

  #act(call: number, action: string, args: readonly unknown[]): void {
    const done = (value: unknown) => this.emit({ type: "done", call, result: value ?? null });
    if (action === "host_command") {
      this.#command(args[0]);
      done(null);
    } else Promise.resolve(this.#session.act(action, args)).then(done, this.reportError);
  }

  #command(data: unknown): void {
    const command = parseHostCommand(data);
    if (command === null) throw new Error(`not a command of a host page: ${JSON.stringify(data)}`);
    if (this.#host === null) throw new Error("there is no host page");
    this.#host.send(command);
  }

  #setVisible(visible: boolean): void {
    if (visible === this.#visible) return;
    this.#visible = visible;
    this.timers.setDrawsFrames(visible);
    this.#document.dispatch({ type: "visibilitychange" }, this.guard);
  }

  #makeHost(): HostPage | null {
    const { host, config } = this.load;
    if (host === null) return null;
    const [origin] = config.origins;
    if (origin === undefined) throw new Error("a page with a host needs an origin in its config");
    const found: HostPage = new HostPage(origin, host, (message) => this.#receive(found, message));
    return found;
  }

  #receive(host: HostPage, message: FrameMessage): void {
    if (message.type !== "token") return this.emit({ type: "report", message });
    this.#renew((renewed) => host.send({ type: "token", token: "token" in renewed ? renewed.token : null }));
  }

  #renew(onRenewed: (renewed: Renewed) => void): void {
    const renewal = this.clock.number();
    this.#renewals.set(renewal, (renewed) => {
      this.#renewals.delete(renewal);
      onRenewed(renewed);
    });
    this.emit({ type: "renew_token", renewal });
  }

  readonly #renewByItself: StartOptions["renewToken"] = () =>
    new Promise((resolve) => {
      this.#renew((renewed) => {
        if ("problem" in renewed) resolve({ problem: renewed.problem });
        else if (renewed.token === null) resolve({ problem: { code: "token_expired" } });
        else resolve({ token: renewed.token });
      });
    });

  #makeGlobals(seed: string): Globals {
    return makeGlobals({
      clock: this.clock,
      timers: this.timers,
      locks: this.locks.of(this.timers),
      network: this.#network,
      random: new RandomSource(seed),
      windowEvents: this.#window,
      documentEvents: this.#document,
      sessionStorage: this.#storage,
      localStorage: this.storages.ofBrowser(this.load.tab),
      address: `${ORIGIN}/${this.load.config.role}/${this.load.config.room}`,
      parent: this.#host?.window ?? {},
      isVisible: () => this.#visible,
      skew: () => this.#skew,
      emit: this.emit,
    });
  }
}
