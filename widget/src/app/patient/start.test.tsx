/** A page that cannot start says so; its panel can be closed and opened all the same. */
import { act } from "preact/test-utils";
import { beforeEach, expect, it, vi } from "vitest";
import type { FrameMessage } from "../../bridge/frame";

const CONFIG = {
  room: "dr-rivera",
  origins: ["https://clinic.example"],
  roomInfo: { name: "Dr. Rivera", title: "", open: true, walkIns: true, passcode: false },
  clinic: { name: "", logo: null, accents: {}, emergencyLine: null },
};

/** What the page tells the host page, and how that answers. */
let port: MessagePort;
let told: FrameMessage[];

beforeEach(() => {
  vi.resetModules();
  vi.doMock("../live/connection", () => ({ connect: () => ({ close: () => undefined }) }));
  vi.doUnmock("../delivery/sealing");
  vi.doUnmock("../i18n/catalogs/en/patient");
  sessionStorage.clear();
  told = [];
});

async function start(config: unknown): Promise<void> {
  await load(config);
  sayHello();
}

async function load(config: unknown): Promise<void> {
  const json = JSON.stringify(config);
  document.body.innerHTML = `<div id="app"></div><script type="application/json" id="waitside-config">${json}</script>`;
  await act(async () => {
    await import("./embedded");
  });
}

function sayHello(): void {
  const { port1, port2 } = new MessageChannel();
  port = port1;
  port.onmessage = ({ data }: MessageEvent<FrameMessage>) => void told.push(data);
  const options = { token: null, name: null, lang: "en" };
  const hello = {
    data: { waitside: 1, type: "connect", options },
    origin: CONFIG.origins[0],
    ports: [port2],
  };
  dispatchEvent(Object.assign(new Event("message"), hello, { source: window.parent }));
}

async function expectFailure(): Promise<void> {
  await vi.waitFor(() =>
    expect(document.querySelector("[role=alert] h1")?.textContent).toMatch(/went wrong/),
  );
}

it("starts at the door", async () => {
  await start(CONFIG);
  await vi.waitFor(() => expect(document.querySelector("[data-testid=check-in]")).not.toBeNull());
  await vi.waitFor(() => expect(told).toContainEqual({ type: "layout", state: "open" }));
  expect(told.map(({ type }) => type)).not.toContain("error");
});

it("says that it has no keys, tells the host page, and is closed and opened", async () => {
  vi.doMock("../delivery/sealing", () => ({ makePageKeys: () => Promise.reject(new Error("no keys")) }));
  await start(CONFIG);
  await expectFailure();
  const error = { type: "error", code: "view_failed" };
  await vi.waitFor(() => expect(told).toEqual([{ type: "ready" }, { type: "layout", state: "open" }, error]));
  port.postMessage({ type: "close" });
  await vi.waitFor(() => expect(told.at(-1)).toEqual({ type: "layout", state: "closed" }));
  port.postMessage({ type: "open" });
  await vi.waitFor(() => expect(told.at(-1)).toEqual({ type: "layout", state: "open" }));
  document.querySelectorAll("button")[1]?.click();
  await vi.waitFor(() => expect(told.at(-1)).toEqual({ type: "layout", state: "closed" }));
});

it("is closed and opened while no texts can be had, as any other", async () => {
  vi.doMock("../i18n/catalogs/en/patient", () => {
    throw new Error("offline");
  });
  await start(CONFIG);
  await expectFailure();
  const isTold = (state: string) =>
    vi.waitFor(() => expect(told.filter(({ type }) => type === "layout").at(-1)).toMatchObject({ state }));
  for (let time = 0; time < 2; time += 1) {
    await isTold("open");
    const buttons = [...document.querySelectorAll("button")];
    buttons.find(({ textContent }) => textContent === "Close chat")?.click();
    await isTold("closed");
    port.postMessage({ type: "open" });
  }
  await isTold("open");
  expect(told.map(({ type }) => type)).not.toContain("error");
});

it.each([[{}], [null], [{ ...CONFIG, clinic: null }]])(
  "says so where what the server wrote is of no use: %#",
  async (config) => {
    await load(config);
    await expectFailure();
  },
);

it("says so where its session cannot begin", async () => {
  await start({ ...CONFIG, roomInfo: undefined });
  await expectFailure();
});
