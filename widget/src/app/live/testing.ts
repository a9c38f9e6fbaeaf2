/** For tests: the browser's edge, scripted. WebSockets and requests go nowhere; the test says what comes of them. */
import { vi } from "vitest";
import type { Hello } from "../protocol/types";
import { PROTOCOL_VERSION } from "../protocol/version";
import { connect, type ConnectionPorts } from "./connection";
import type { Tagged } from "./packets";

export const HELLO: Hello = { version: PROTOCOL_VERSION, room: "hall", key: "key", token: "token" };
export const OPENING = `0{"sid":"s","upgrades":[],"pingInterval":4000,"pingTimeout":6000,"maxPayload":32768}`;
export const PING_EVERY = 4_000; // ms
export const SILENCE = 10_000; // ms: both of its times
export const ENTERED = `40/patient,{"sid":"s"}`;

export class FakeWebSocket {
  readonly sent: string[] = [];
  closed = false;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;

  constructor(readonly address: string) {
    browser.sockets.push(this);
  }

  send(frame: string): void {
    this.sent.push(frame);
  }

  /** By the page. The browser says so much later, or never. */
  close(): void {
    this.closed = true;
  }

  /** By the server, or the line. */
  end(): void {
    this.onclose?.();
  }

  hear(...frames: unknown[]): void {
    for (const data of frames) this.onmessage?.({ data });
  }
}

class FakeBrowser {
  readonly sockets: FakeWebSocket[] = [];
  readonly knocks: { answer(status: number): void; fail(): void; readonly signal: AbortSignal }[] = [];

  get socket(): FakeWebSocket {
    const last = this.sockets.at(-1);
    if (last === undefined) throw new Error("no socket was made");
    return last;
  }

  /** The newest knock is answered, and what follows from it done. */
  async answerKnock(status = 200): Promise<void> {
    this.knocks.at(-1)?.answer(status);
    await vi.advanceTimersByTimeAsync(0);
  }

  install(): void {
    this.sockets.length = 0;
    this.knocks.length = 0;
    vi.useFakeTimers();
    vi.stubGlobal("location", { href: "https://chat.example/patient/hall" });
    vi.stubGlobal("WebSocket", FakeWebSocket);
    vi.stubGlobal("fetch", (_address: string, { signal }: { signal: AbortSignal }) => this.#fetch(signal));
  }

  uninstall(): void {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  }

  #fetch(signal: AbortSignal): Promise<Response> {
    return new Promise((resolve, reject) => {
      const fail = () => reject(new TypeError("Failed to fetch"));
      signal.addEventListener("abort", fail);
      this.knocks.push({ answer: (status) => resolve(new Response(null, { status })), fail, signal });
    });
  }
}

export const browser = new FakeBrowser();

/** A connection, and what it told. */
export function connectPage(more: Partial<ConnectionPorts<Tagged>> = {}) {
  const told: string[] = [];
  const connection = connect<Tagged, Tagged>("/patient", {
    hello: () => HELLO,
    onEvent: ({ type }) => told.push(`event ${type}`),
    onState: (state) => told.push(state),
    onRefused: (code) => told.push(`refused ${code}`) < 0,
    ...more,
  });
  return { connection, told };
}

/** The same, let in. */
export function connectedPage(more: Partial<ConnectionPorts<Tagged>> = {}) {
  const page = connectPage(more);
  browser.socket.hear(OPENING, ENTERED);
  return page;
}
