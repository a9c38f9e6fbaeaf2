/** A page's connection to the server: commands up, events down. Messages are kept by the courier, never in here. */
import { io } from "socket.io-client";
import type { Hello, Reply } from "../protocol/types";

export interface ConnectionPorts<Event> {
  /** The opening data; asked for anew at every attempt. */
  hello(): Hello;
  onEvent(event: Event): void;
  onState(state: "connecting" | "online" | "offline"): void;
  /**
   * Does something about a refusal, such as to get a new token for one that has expired. Null: to be tried again; else
   * the refusal that stands.
   */
  mend?(code: string): Promise<string | null>;
  /** The server will not have this page: an error code. No further attempt is made. */
  onRefused(code: string): void;
}

export interface Connection<Command> {
  /** The server's reply; refused as `offline` at once when there is no connection, as `timeout` when no reply comes. */
  send(command: Command): Promise<Answer>;
  /** The person is back, or the network: whoever waits for the next attempt makes it now. */
  wake(): void;
  close(): void;
}

export type Answer = Reply | { readonly type: "refused"; readonly code: "offline" | "timeout" };

const REPLY_WITHIN = 10_000; // ms; a slow phone network, not more
const CONNECTED_WITHIN = 5_000; // ms; a handshake that takes longer goes nowhere
const RETRY_FIRST = 300; // ms
const RETRY_AT_MOST = 1_500; // ms: a restarted server is found again within a few seconds

/** Refusals that say nothing of this page: it tries again. */
const PASSING: ReadonlySet<string> = new Set(["server_error", "too_many"]);

export function connect<Command, Event>(
  namespace: "/patient" | "/provider",
  ports: ConnectionPorts<Event>,
): Connection<Command> {
  const socket = io(namespace, {
    transports: ["websocket"],
    auth: (give) => give({ ...ports.hello() }),
    timeout: CONNECTED_WITHIN,
    reconnectionDelay: RETRY_FIRST,
    reconnectionDelayMax: RETRY_AT_MOST,
    forceNew: true,
  });
  let closed = false;
  ports.onState("connecting");
  socket.on("connect", () => ports.onState("online"));
  socket.on("event", (event: Event) => ports.onEvent(event));
  socket.on("disconnect", (reason) => {
    socket.sendBuffer = []; // nothing but the courier may send again
    if (closed) return;
    ports.onState("offline");
    if (reason === "io server disconnect") socket.connect();
  });
  socket.on("connect_error", (error) => {
    if (closed) return;
    ports.onState("offline");
    const code = refusalCode(error);
    if (code === null) return; // not reached: socket.io-client tries again
    void refused(code);
  });
  const refused = async (code: string) => {
    const stands = PASSING.has(code) ? null : await (ports.mend?.(code) ?? code);
    if (closed) return;
    if (stands === null) {
      setTimeout(() => closed || socket.connect(), RETRY_AT_MOST);
      return;
    }
    closed = true; // nothing may wake it, and be refused again
    ports.onRefused(stands);
  };
  return {
    async send(command) {
      if (!socket.connected) return { type: "refused", code: "offline" };
      try {
        return (await socket.timeout(REPLY_WITHIN).emitWithAck("command", command)) as Reply;
      } catch {
        return { type: "refused", code: "timeout" };
      }
    },
    wake() {
      if (closed || socket.connected) return;
      socket.disconnect();
      socket.connect();
    },
    close() {
      closed = true;
      socket.disconnect();
    },
  };
}

function refusalCode(error: Error): string | null {
  const data: unknown = "data" in error ? error.data : null;
  if (typeof data !== "object" || data === null || !("code" in data)) return null;
  return typeof data.code === "string" ? data.code : null;
}
