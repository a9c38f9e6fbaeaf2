import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { awaitHost } from "./frame";
import type { FrameMessage, HostCommand, HostLink } from "./frame";
import { ANSWER_WITHIN_MS, linkFrame } from "./host";
import type { FrameLink, LinkFailure } from "./host";
import { BACKEND, eventually, FrameWindow, load, SITE } from "./testing";

const OPTIONS = { token: "t0ken", name: "Ana Diaz", lang: "en" };

/** Everything that one loader hears from its frame. */
class Loader {
  readonly frame = document.createElement("iframe");
  readonly heard: (FrameMessage | LinkFailure)[] = [];
  readonly link: FrameLink = linkFrame(this.frame, BACKEND, OPTIONS, {
    receive: (message) => this.heard.push(message),
    fail: (failure) => this.heard.push(failure),
  });

  async hears(...expected: (FrameMessage | LinkFailure)[]): Promise<void> {
    await eventually(() => expect(this.heard).toEqual(expected));
  }
}

/** A document whose app awaits the host. */
function app() {
  let host: Promise<HostLink> | undefined;
  return {
    script: (page: Window): void => {
      host = awaitHost([SITE], page);
    },
    host: (): Promise<HostLink> => host ?? Promise.reject(new Error("the script has not run")),
  };
}

let loader: Loader;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  loader = new Loader();
});

afterEach(() => {
  loader.link.close();
  vi.useRealTimers();
});

describe("a frame that loads", () => {
  it("gets the options, and the loader hears that it is ready", async () => {
    const { script, host } = app();
    load(loader.frame, script);
    expect((await host()).options).toEqual(OPTIONS);
    await loader.hears({ type: "ready" });
  });

  it("is addressed by the backend's exact origin, in one message", () => {
    const page = load(loader.frame);
    expect(page.posted).toEqual([
      { data: { waitside: 1, type: "connect", options: OPTIONS }, targetOrigin: BACKEND },
    ]);
  });

  it("hears commands that came before it asked for them, in order", async () => {
    const { script, host } = app();
    load(loader.frame, script);
    loader.link.send({ type: "open" });
    loader.link.send({ type: "minimize" });
    const link = await host();
    const commands: HostCommand[] = [];
    link.onCommand((command) => commands.push(command));
    await eventually(() => expect(commands).toEqual([{ type: "open" }, { type: "minimize" }]));
  });

  it("gets another token when it asks, and loses no command over it", async () => {
    const { script, host } = app();
    load(loader.frame, script);
    const link = await host();
    loader.link.send({ type: "open" });
    const renewed = link.renewToken();
    await loader.hears({ type: "ready" }, { type: "token" });
    loader.link.send({ type: "token", token: "fresh" });
    expect(await renewed).toBe("fresh");
    const commands: HostCommand[] = [];
    link.onCommand((command) => commands.push(command));
    expect(commands).toEqual([{ type: "open" }]);
  });

  it("is heard by the loader in order", async () => {
    const { script, host } = app();
    load(loader.frame, script);
    const link = await host();
    link.report({ type: "layout", state: "open" });
    link.report({ type: "unread", count: 2 });
    await loader.hears({ type: "ready" }, { type: "layout", state: "open" }, { type: "unread", count: 2 });
  });
});

describe("the frame ignores a hello", () => {
  it.each([
    ["from another origin", { origin: "https://evil.example" }],
    ["from an origin that only begins like ours", { origin: `${SITE}.evil.example` }],
    ["from a window other than its parent", { source: new FrameWindow() }],
    ["without a port", { ports: [] }],
    ["that is malformed", { data: { waitside: 1, type: "connect", options: "?" } }],
  ])("%s, and takes the right one that follows", async (_, wrong: Record<string, unknown>) => {
    const page = new FrameWindow();
    const host = awaitHost([SITE], page.asWindow());
    const data = { waitside: 1, type: "connect", options: { token: "wrong" } };
    const refused = new MessageChannel();
    const hello = { data, ports: [refused.port2], origin: SITE, source: page.parent, ...wrong };
    page.deliver(hello.data, hello.ports, hello.origin, hello.source);

    const accepted = new MessageChannel();
    page.deliver({ ...data, options: { token: "right" } }, [accepted.port2]);
    expect((await host).options.token).toBe("right");
    for (const { port1 } of [refused, accepted]) port1.close();
  });
});

describe("versions that do not match", () => {
  it("are answered by the frame with an error", async () => {
    const page = new FrameWindow();
    void awaitHost([SITE], page.asWindow());
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
    page.deliver({ waitside: 2, type: "connect" }, [port2]);
    expect(await answer).toEqual({ type: "error", code: "bridge_version" });
    port1.close();
  });

  it("make the loader give up at once, and only once", async () => {
    load(loader.frame, (page) =>
      page.addEventListener("message", ({ ports }) =>
        ports[0]?.postMessage({ type: "error", code: "bridge_version" }),
      ),
    );
    await loader.hears("bridge_version");
    vi.advanceTimersByTime(10 * ANSWER_WITHIN_MS);
    expect(loader.heard).toEqual(["bridge_version"]);
  });
});

describe("a frame that reloads itself", () => {
  it("gets a new channel with the same options", async () => {
    load(loader.frame, app().script);
    await loader.hears({ type: "ready" });
    const reloaded = app();
    load(loader.frame, reloaded.script);
    expect((await reloaded.host()).options).toEqual(OPTIONS);
    await loader.hears({ type: "ready" }, { type: "ready" });
  });

  it("is no longer heard over the channel it had before", async () => {
    const [before, after] = [app(), app()];
    load(loader.frame, before.script);
    const old = await before.host();
    await loader.hears({ type: "ready" });
    old.report({ type: "unread", count: 9 });
    load(loader.frame, after.script);
    (await after.host()).report({ type: "unread", count: 1 });
    await loader.hears({ type: "ready" }, { type: "ready" }, { type: "unread", count: 1 });
  });
});

describe("a frame whose page goes", () => {
  it("says nothing more, so that what it erases is not taken for its person's wish", async () => {
    const { script, host } = app();
    const page = load(loader.frame, script);
    const link = await host();
    link.report({ type: "layout", state: "open" });
    page.addEventListener("pagehide", () => link.report({ type: "layout", state: "closed" }));
    page.dispatchEvent(new Event("pagehide"));
    const reloaded = app();
    await loader.hears({ type: "ready" }, { type: "layout", state: "open" });
    load(loader.frame, reloaded.script);
    await loader.hears({ type: "ready" }, { type: "layout", state: "open" }, { type: "ready" });
  });
});

describe("a frame that does not answer", () => {
  it("is given up after 15 seconds when it never loads", () => {
    vi.advanceTimersByTime(14_999);
    expect(loader.heard).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(loader.heard).toEqual(["frame_unreachable"]);
  });

  it("is given up when it loads something that is not ours", () => {
    load(loader.frame);
    vi.advanceTimersByTime(ANSWER_WITHIN_MS);
    expect(loader.heard).toEqual(["frame_unreachable"]);
  });

  it("is given up when it went to another origin, which learns nothing", () => {
    const elsewhere = new FrameWindow("https://evil.example");
    const overheard = vi.fn();
    elsewhere.addEventListener("message", overheard);
    load(loader.frame, undefined, elsewhere);
    vi.advanceTimersByTime(ANSWER_WITHIN_MS);
    expect(loader.heard).toEqual(["frame_unreachable"]);
    expect(overheard).not.toHaveBeenCalled();
  });

  it("is given up after a reload as well", async () => {
    load(loader.frame, app().script);
    await loader.hears({ type: "ready" });
    load(loader.frame);
    vi.advanceTimersByTime(ANSWER_WITHIN_MS);
    expect(loader.heard).toEqual([{ type: "ready" }, "frame_unreachable"]);
  });

  it("is not waited for once the link is closed", () => {
    loader.link.close();
    const page = load(loader.frame);
    vi.advanceTimersByTime(ANSWER_WITHIN_MS);
    expect(loader.heard).toEqual([]);
    expect(page.posted).toEqual([]);
  });
});

it("a frame that answered is never given up", async () => {
  load(loader.frame, app().script);
  await loader.hears({ type: "ready" });
  vi.advanceTimersByTime(10 * ANSWER_WITHIN_MS);
  expect(loader.heard).toEqual([{ type: "ready" }]);
});
