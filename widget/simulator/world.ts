/** All pages of a story, under one clock. Only a request of the driver makes anything happen, and one thing happens at a time. */
import { Clock } from "./clock";
import { compile } from "./globals";
import { Locks } from "./locks";
import type { Event, Load, Look, Output, PageEnd, PageEvent, Request, Response } from "./protocol";
import { SimulatedPage, type PageProgram } from "./simulatedPage";
import { browserOf, Storages } from "./storage";
import { isBefore, type Timer } from "./timers";

interface Due {
  readonly page: SimulatedPage;
  readonly timer: Timer;
}

export class World {
  readonly #program: PageProgram;
  #clock = new Clock();
  #storages = new Storages();
  /** By browser. */
  readonly #locks = new Map<string, Locks>();
  #seed = 0;
  readonly #pages = new Map<string, SimulatedPage>();
  /** How many pages of each name have been loaded: each gets a seed of its own. */
  readonly #loads = new Map<string, number>();
  readonly #out: Output[] = [];
  /** The page whose code runs now. */
  #current: SimulatedPage | null = null;

  /** `code`: see `bundlePage`. */
  constructor(code: string) {
    this.#program = compile(code) as PageProgram;
  }

  async answer(request: Request): Promise<Response> {
    switch (request.do) {
      case "reset":
        this.#reset(request.seed);
        return this.#stepped();
      case "step":
        await this.#step(request.at, request.events);
        await this.#goOn(request.until ?? request.at);
        return this.#stepped();
      case "look":
        return { pages: this.#look(request.pages) };
      default:
        throw new Error(`unknown request ${JSON.stringify(request satisfies never)}`);
    }
  }

  /** Report an uncaught error of the page whose code runs. Return false if no page's code runs. */
  reportUncaught(error: unknown): boolean {
    this.#current?.reportError(error);
    return this.#current !== null;
  }

  #reset(seed: number): void {
    for (const page of this.#pages.values()) page.end();
    this.#pages.clear();
    this.#loads.clear();
    this.#out.length = 0;
    this.#storages = new Storages();
    this.#locks.clear();
    this.#clock.at = 0;
    this.#seed = seed;
  }

  async #step(at: number, events: readonly Event[]): Promise<void> {
    if (!(at >= this.#clock.at)) throw new Error(`${at} is before ${this.#clock.at}`);
    await this.#fireUntil(at);
    this.#clock.at = at;
    for (const event of events) await this.#deliver(event);
  }

  #stepped(): Response {
    return { out: this.#out.splice(0), at: this.#clock.at, next: this.#firstDue()?.timer.due ?? null };
  }

  #look(names: readonly string[]): Readonly<Record<string, Look>> {
    return Object.fromEntries(
      names.flatMap((name) => {
        const page = this.#pages.get(name);
        return page === undefined ? [] : [[name, page.look()]];
      }),
    );
  }

  async #deliver(event: Event): Promise<void> {
    if (event.type === "duplicate") this.#storages.duplicate(event.tab, event.of);
    else if (event.type === "load") await this.#load(event);
    else await this.#deliverTo(this.#pages.get(event.page), event);
  }

  /** Ignore events for a page that is gone. */
  async #deliverTo(page: SimulatedPage | undefined, event: PageEvent | PageEnd): Promise<void> {
    if (page === undefined) return;
    if (event.type === "unload" || event.type === "crash") await this.#end(page, event);
    else await this.#deliverEvent(page, event);
  }

  async #end(page: SimulatedPage, { type, page: name }: PageEnd): Promise<void> {
    if (type === "unload") await this.#run(page, () => page.hide());
    page.end();
    this.#pages.delete(name);
  }

  async #deliverEvent(page: SimulatedPage, event: PageEvent): Promise<void> {
    await this.#run(page, () => page.deliver(event));
    if (event.type === "wake") await this.#fireUntil(this.#clock.at); // overdue timers
  }

  async #load(load: Load): Promise<void> {
    const { page: name } = load;
    if (this.#pages.has(name)) throw new Error(`there is a page ${name} already`);
    const loads = (this.#loads.get(name) ?? 0) + 1;
    this.#loads.set(name, loads);
    const browser = browserOf(load.tab);
    const locks = this.#locks.get(browser) ?? new Locks();
    this.#locks.set(browser, locks);
    const page = new SimulatedPage(load, this.#clock, this.#storages, locks, (output) =>
      this.#out.push({ page: name, ...output }),
    );
    this.#pages.set(name, page);
    await this.#run(page, () => page.start(this.#program, `${this.#seed} ${name} ${loads}`));
  }

  async #fireUntil(at: number): Promise<void> {
    for (let due = this.#firstDue(); due !== null && due.timer.due <= at; due = this.#firstDue())
      await this.#fire(due);
  }

  /** Most timers only look whether there is anything to do. The driver does not have to hear of those. */
  async #goOn(until: number): Promise<void> {
    while (this.#out.length === 0) {
      const due = this.#firstDue();
      if (due === null || due.timer.due >= until) return;
      await this.#fire(due);
    }
  }

  async #fire({ page, timer }: Due): Promise<void> {
    this.#clock.at = Math.max(this.#clock.at, timer.due);
    await this.#run(page, () => page.timers.fire(timer));
  }

  /** Return the timer that fires next on any awake page, or null. */
  #firstDue(): Due | null {
    let first: Due | null = null;
    for (const page of this.#pages.values()) {
      const timer = page.asleep ? null : page.timers.first();
      if (timer !== null && (first === null || isBefore(timer, first.timer))) first = { page, timer };
    }
    return first;
  }

  /** Run code of a page, and the microtasks that follow from it. */
  async #run(page: SimulatedPage, run: () => void): Promise<void> {
    this.#current = page;
    page.guard(run);
    await new Promise(setImmediate); // all microtasks run before it
    this.#current = null;
  }
}
