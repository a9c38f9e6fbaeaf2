// @vitest-environment node
import { beforeEach, describe, expect, it } from "vitest";
import type { Event, Look } from "./protocol";
import { load, lookAt, only, step, type Stepped } from "./testing";
import { World } from "./world";

let world: World;

/** Make a world whose pages run `script`. They log by opening addresses. */
function begin(script: string): void {
  world = new World(`
    const log = (what) => open(String(what));
    const start = async () => { ${script} };
    return { start: async () => ({ act: (name) => actions[name](), look: () => ({}), setIdle() {}, ...(await start()) }) };
  `);
}

const logged = (stepped: Stepped) => only(stepped, "opened").map(({ page, url }) => `${page} ${url}`);
const steps = async (at: number, ...events: readonly Event[]) => logged(await step(world, at, ...events));

describe("timers", () => {
  it("fire once they are due, in order of time, whichever page's they are", async () => {
    begin(`setTimeout(() => log(performance.now()), 30);`);
    expect(await step(world, 0, load("a"))).toMatchObject({ next: 30 });
    expect(await steps(5, load("b"))).toEqual([]);
    expect(await step(world, 29)).toEqual({ out: [], at: 29, next: 30 });
    expect(await steps(40)).toEqual(["a 30", "b 30"]);
    expect(await step(world, 41)).toEqual({ out: [], at: 41, next: null });
  });

  it("of which nothing is seen outside fire on the way to the first of which something is", async () => {
    begin(`for (const due of [5, 8, 20]) setTimeout(() => due > 5 && log(due), due);`);
    await step(world, 0, load("a"));
    const upTo = async (at: number, until: number) => {
      const stepped = await world.answer({ do: "step", at, until, events: [] });
      return "out" in stepped ? [...logged(stepped), stepped.at] : [];
    };
    expect(await upTo(0, 5)).toEqual([0]);
    expect(await upTo(0, 100)).toEqual(["a 8", 8]);
    expect(await upTo(8, 20)).toEqual([8]);
    expect(await upTo(8, 100)).toEqual(["a 20", 20]);
  });

  it("of the same time fire in the order in which they were set, with all that follows by promises in between", async () => {
    begin(`
      setTimeout((text) => { log(text); Promise.resolve().then(() => 0).then(() => log("then")); }, 10, "one");
      setTimeout(() => log("two"), 10);
    `);
    await step(world, 0, load("a"));
    expect(await steps(10)).toEqual(["a one", "a then", "a two"]);
  });

  it("take whole milliseconds, one at least, and are cleared", async () => {
    begin(`
      for (const delay of [0, -5, 1.9, undefined, NaN, 2 ** 31]) setTimeout(() => log(delay), delay);
      clearTimeout(setTimeout(() => log("cleared"), 1));
      clearTimeout(undefined);
    `);
    expect(await step(world, 0, load("a"))).toMatchObject({ next: 1 });
    expect(await steps(1)).toEqual(["a 0", "a -5", "a 1.9", "a undefined", "a NaN", `a ${2 ** 31}`]);
  });

  it("that set each other fire until the time is reached", async () => {
    begin(`const next = () => { log(performance.now()); setTimeout(next, 4); }; next();`);
    await step(world, 0, load("a"));
    expect(await steps(10)).toEqual(["a 4", "a 8"]);
  });

  it("of intervals tick at their multiples, so that all pages tick together", async () => {
    begin(
      `const id = setInterval(() => log(performance.now()), 10000); setTimeout(() => clearInterval(id), 25000);`,
    );
    await step(world, 3000, load("a"));
    await step(world, 9999, load("b"));
    expect(await steps(10_000)).toEqual(["a 7000", "b 1"]);
    expect(await steps(20_000)).toEqual(["a 17000", "b 10001"]);
    expect(await steps(50_000)).toEqual(["b 20001"]); // the first page's was cleared at 28000
  });
});

it("throttles short intervals", async () => {
  begin(`setInterval(() => log(performance.now()), 1000);`);
  await step(world, 0, load("a"));
  expect(await steps(10_000)).toEqual(["a 5000", "a 10000"]);
});

describe("frames", () => {
  const DRAW = `
    const draw = () => requestAnimationFrame((now) => { log("drawn " + performance.now() + " " + now); });
    document.addEventListener("visibilitychange", () => log(document.visibilityState));
    draw();
    return { act: draw };
  `;

  it("are drawn at multiples of 16 ms", async () => {
    begin(DRAW);
    expect(await step(world, 16, load("a"))).toMatchObject({ next: 32 });
    expect(await steps(32)).toEqual(["a drawn 16 16"]);
  });

  it("wait while the page is hidden, and are drawn once it is visible", async () => {
    begin(DRAW);
    expect(await step(world, 0, load("a", { visible: false }))).toMatchObject({ next: null });
    expect(await steps(1000, { type: "visible", page: "a", visible: true })).toEqual(["a visible"]);
    expect(await steps(1008)).toEqual(["a drawn 1008 1008"]);
  });
});

describe("a page that sleeps", () => {
  const sleep: Event = { type: "sleep", page: "a" };
  const wake: Event = { type: "wake", page: "a" };

  beforeEach(async () => {
    begin(`
      setInterval(() => log("tick"), 1000);
      setTimeout(() => log("late"), 5500);
      setTimeout(() => { log("early"); setTimeout(() => log("nested"), 100); }, 1500);
      addEventListener("online", () => log("online"));
    `);
    await step(world, 0, load("a"), load("b"));
    await step(world, 500, sleep);
  });

  it("fires no timers, and counts for no due time", async () => {
    expect((await steps(1600)).every((each) => each.startsWith("b "))).toBe(true);
    expect(await step(world, 1600, { type: "crash", page: "b" })).toMatchObject({ next: null });
  });

  it("fires what is overdue when it wakes, each once, in the order in which it was due", async () => {
    await step(world, 600, { type: "crash", page: "b" });
    expect(await steps(60_300, wake)).toEqual(["a early", "a tick", "a late"]);
    expect(await step(world, 60_300)).toMatchObject({ next: 60_400 });
    expect(await steps(65_000)).toEqual(["a nested", "a tick"]);
  });

  it("gets no events: delivering one is an error", async () => {
    const { out } = await step(world, 600, { type: "online", page: "a" });
    expect(out).toMatchObject([{ page: "a", type: "error" }]);
  });

  it("gets no pagehide", async () => {
    begin(`addEventListener("pagehide", () => log("pagehide"))`);
    await step(world, 0, load("a"), sleep);
    expect(await steps(10, { type: "unload", page: "a" })).toEqual([]);
  });
});

describe("a page's clock", () => {
  it("shows the true time plus the skew, which does not affect timers", async () => {
    begin(`
      setTimeout(() => log(performance.now()), 100);
      return { act: () => log([Date.now(), new Date().getTime(), new Date(5).getTime()]) };
    `);
    const tell: Event = { type: "act", page: "a", call: 1, action: "tell", args: [] };
    expect(await steps(50, load("a", { skew: -20 }), tell)).toEqual(["a 1900000000030,1900000000030,5"]);
    expect(await steps(60, { type: "skew", page: "a", skew: 3_600_000 }, tell)).toEqual([
      "a 1900003600060,1900003600060,5",
    ]);
    expect(await step(world, 60)).toMatchObject({ next: 150 });
    expect(await steps(150)).toEqual(["a 100"]);
  });
});

describe("a page that ends", () => {
  const GOING = `
    addEventListener("pagehide", () => log("second"));
    addEventListener("pagehide", () => log("first"), true);
    addEventListener("pagehide", () => Promise.resolve().then(() => log("last")));
    new WebSocket("wss://chat.example/");
    setTimeout(() => log("never"), 10);
  `;

  it("gets pagehide; then its sockets are closed, its timers gone, and events for it ignored", async () => {
    begin(GOING);
    await step(world, 0, load("a"));
    const stepped = await step(world, 1, { type: "unload", page: "a" });
    expect(logged(stepped)).toEqual(["a first", "a second", "a last"]);
    expect(stepped).toMatchObject({ next: null });
    expect(stepped.out.at(-1)).toMatchObject({ type: "ws_close" });
    expect(await step(world, 20, { type: "online", page: "a" })).toEqual({ out: [], at: 20, next: null });
  });

  it("gets no pagehide in a crash", async () => {
    begin(GOING);
    await step(world, 0, load("a"));
    const { out } = await step(world, 1, { type: "crash", page: "a" });
    expect(out.map(({ type }) => type)).toEqual(["ws_close"]);
  });
});

describe("storage", () => {
  it("belongs to a tab or a browser, survives pages, and is copied with a tab", async () => {
    begin(`
      log([sessionStorage.getItem("here"), localStorage.getItem("here")]);
      sessionStorage.setItem("here", "tab");
      localStorage.setItem("here", "browser");
    `);
    expect(await steps(0, load("a", { tab: "phone/1" }))).toEqual(["a ,"]);
    expect(await steps(0, load("b", { tab: "phone/2" }))).toEqual(["b ,browser"]);
    expect(await steps(0, load("c", { tab: "laptop/1" }))).toEqual(["c ,"]);
    await step(world, 0, { type: "crash", page: "a" }, { type: "duplicate", tab: "phone/3", of: "phone/1" });
    expect(await steps(0, load("a", { tab: "phone/1" }))).toEqual(["a tab,browser"]);
    expect(await steps(0, load("d", { tab: "phone/3" }))).toEqual(["d tab,browser"]);
    const look: Look = await lookAt(world, "a");
    expect(look.storage).toEqual({ here: "tab" });
    await world.answer({ do: "reset", seed: 0 });
    expect(await steps(0, load("a", { tab: "phone/1" }))).toEqual(["a ,"]);
  });
});

describe("locks", () => {
  const HOLD = `
    const request = (signal) => navigator.locks.request("visit", { signal }, () => {
      log("has it");
      return new Promise((free) => addEventListener("online", free));
    });
    const waiting = new AbortController();
    request(waiting.signal).then(() => log("is done"), (error) => log(error.name));
    return { act: () => waiting.abort() };
  `;
  const free = (page: string): Event => ({ type: "online", page });
  const giveUp = (page: string): Event => ({ type: "act", page, call: 1, action: "give up", args: [] });

  const tabs = ["phone/1", "phone/2", "phone/3"].map((tab) => load(tab, { tab }));

  beforeEach(() => begin(HOLD));

  it("are had by one page of a browser at a time, in order", async () => {
    expect(await steps(1, ...tabs, load("laptop/1", { tab: "laptop/1" }))).toEqual([]);
    expect(await steps(2)).toEqual(["phone/1 has it", "laptop/1 has it"]);
    expect(await steps(3, free("phone/1"))).toEqual(["phone/1 is done"]);
    expect(await steps(4, giveUp("phone/2"))).toEqual(["phone/2 has it"]);
    expect(await steps(5, free("phone/2"))).toEqual(["phone/2 is done"]);
    expect(await steps(6)).toEqual(["phone/3 has it"]);
  });

  it("are passed on by a page that ends, and not waited for by one that gives up", async () => {
    await steps(1, ...tabs);
    await steps(2);
    expect(await steps(2, giveUp("phone/2"))).toEqual(["phone/2 AbortError"]);
    await steps(2, { type: "crash", page: "phone/1" });
    expect(await steps(3)).toEqual(["phone/3 has it"]);
  });

  it("wait for a page that sleeps", async () => {
    await steps(1, ...tabs.slice(0, 2));
    await steps(2, { type: "sleep", page: "phone/2" }, { type: "crash", page: "phone/1" });
    expect(await steps(1000)).toEqual([]);
    expect(await steps(1001, { type: "wake", page: "phone/2" })).toEqual(["phone/2 has it"]);
  });
});

describe("errors of a page", () => {
  it("are reported, and stop nothing else", async () => {
    begin(`
      setTimeout(() => { throw new Error("in a timer"); }, 1);
      addEventListener("online", () => { throw new Error("in a listener"); });
      addEventListener("online", () => log("online"));
      return { act: () => Promise.reject(new Error("in an action")) };
    `);
    await step(world, 0, load("a"));
    const act: Event = { type: "act", page: "a", call: 1, action: "any", args: [] };
    const stepped = await step(world, 1, { type: "online", page: "a" }, act);
    const stacks = only(stepped, "error").map(({ stack }) => stack.split("\n")[0]);
    expect(stacks).toEqual(["Error: in a timer", "Error: in a listener", "Error: in an action"]);
    expect(logged(stepped)).toEqual(["a online"]);
  });

  it("are reported when it cannot start", async () => {
    begin(`throw new Error("no keys")`);
    const { out } = await step(world, 0, load("a"));
    expect(out).toMatchObject([{ page: "a", type: "error" }]);
  });
});

describe("the driver", () => {
  it("cannot go back in time", async () => {
    begin("");
    await step(world, 10);
    await expect(step(world, 9)).rejects.toThrow("before");
    await world.answer({ do: "reset", seed: 0 });
    await step(world, 0);
  });

  it("cannot have two pages of one name", async () => {
    begin("");
    await expect(step(world, 0, load("a"), load("a"))).rejects.toThrow("already");
  });
});
