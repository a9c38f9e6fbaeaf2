/** The timers and animation frames of a page, under the virtual clock. `World` fires them. */
import type { Clock } from "./clock";

const SOONEST = 1; // ms, as in browsers
const FRAME_EVERY = 16; // ms

/** In milliseconds. Browsers throttle the intervals of pages in the background; here it also saves most of the steps. */
const SHORTEST_INTERVAL = 5_000;

export interface Timer {
  readonly due: number;
  /** Of two timers that are due at the same time, the one with the smaller order fires first. */
  readonly order: number;
}

interface Entry extends Timer {
  readonly id: number;
  readonly kind: "timeout" | "interval" | "frame";
  /** Of an interval, in milliseconds. */
  readonly every: number;
  readonly run: () => void;
}

type Callback<Args extends readonly unknown[]> = (...args: Args) => void;

export class Timers {
  readonly #timers = new Map<number, Entry>();
  readonly #begun: number;

  constructor(
    private readonly clock: Clock,
    private drawsFrames: boolean,
  ) {
    this.#begun = clock.at;
  }

  get count(): number {
    return this.#timers.size;
  }

  readonly setTimeout = <Args extends unknown[]>(run: Callback<Args>, delay = 0, ...args: Args): number =>
    this.#add("timeout", this.clock.at + asDelay(delay), 0, () => run(...args));

  /** Tick at multiples of the interval, so that the ticks of all pages coincide and take few steps. */
  readonly setInterval = <Args extends unknown[]>(run: Callback<Args>, delay = 0, ...args: Args): number => {
    const every = Math.max(asDelay(delay), SHORTEST_INTERVAL);
    return this.#add("interval", this.#nextMultiple(every), every, () => run(...args));
  };

  readonly requestAnimationFrame = (run: (now: number) => void): number =>
    this.#add("frame", this.#nextMultiple(FRAME_EVERY), 0, () => run(this.clock.at - this.#begun));

  readonly clear = (id?: number): void => {
    if (id !== undefined) this.#timers.delete(id);
  };

  /** Frames that were requested while the page was hidden are drawn once it is visible. */
  setDrawsFrames(draws: boolean): void {
    if (draws && !this.drawsFrames)
      for (const timer of this.#timers.values())
        if (timer.kind === "frame")
          this.#timers.set(timer.id, { ...timer, due: this.#nextMultiple(FRAME_EVERY) });
    this.drawsFrames = draws;
  }

  /** Return the timer that fires next, or null. Frames do not fire while the page is hidden. */
  first(): Timer | null {
    let first: Entry | null = null;
    for (const timer of this.#timers.values())
      if ((this.drawsFrames || timer.kind !== "frame") && (first === null || isBefore(timer, first)))
        first = timer;
    return first;
  }

  /** Run a timer that `first` returned. An interval fires once, however many ticks it has missed. */
  fire(timer: Timer): void {
    const { id, kind, every, run } = timer as Entry;
    if (kind === "interval")
      this.#timers.set(id, {
        ...(timer as Entry),
        due: this.#nextMultiple(every),
        order: this.clock.number(),
      });
    else this.#timers.delete(id);
    run();
  }

  #add(kind: Entry["kind"], due: number, every: number, run: () => void): number {
    const id = this.clock.number();
    this.#timers.set(id, { id, order: id, kind, due, every, run });
    return id;
  }

  #nextMultiple(of: number): number {
    return (Math.floor(this.clock.at / of) + 1) * of;
  }
}

export function isBefore(one: Timer, other: Timer): boolean {
  return one.due < other.due || (one.due === other.due && one.order < other.order);
}

/** Browsers convert a delay to a signed 32-bit integer. One that overflows becomes the shortest delay. */
function asDelay(delay: number): number {
  return Math.max(SOONEST, delay | 0);
}
