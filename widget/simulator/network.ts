/** The WebSockets and requests of a page. The driver plays the network. */
import type { Clock } from "./clock";
import type { PageOutput, NetworkEvent } from "./protocol";

type Emit = (output: PageOutput) => void;

const STATE = { connecting: 0, open: 1, closing: 2, closed: 3 } as const; // as in the WebSocket API

class PageSocket {
  onopen: ((event: object) => void) | null = null;
  onmessage: ((event: { readonly data: string }) => void) | null = null;
  onclose: ((event: object) => void) | null = null;
  readyState: number = STATE.connecting;

  constructor(
    private readonly id: number,
    readonly url: string,
    private readonly emit: Emit,
  ) {
    emit({ type: "ws_connect", socket: id, url });
  }

  send(data: string): void {
    if (this.readyState === STATE.connecting)
      throw new DOMException("Still in CONNECTING state.", "InvalidStateError");
    if (this.readyState === STATE.open) this.emit({ type: "ws_send", socket: this.id, data });
  }

  close(): void {
    if (this.readyState >= STATE.closing) return;
    this.readyState = STATE.closing;
    this.emit({ type: "ws_close", socket: this.id });
  }

  opened(): void {
    if (this.readyState !== STATE.connecting) return;
    this.readyState = STATE.open;
    this.onopen?.({ type: "open" });
  }

  /** Browsers drop what arrives after the page has called `close`. */
  received(data: string): void {
    if (this.readyState === STATE.open) this.onmessage?.({ data });
  }

  closed(): void {
    this.readyState = STATE.closed;
    this.onclose?.({ type: "close" });
  }
}

interface RequestOptions {
  readonly method?: string;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

interface Answer {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: { get(name: string): null };
  json(): Promise<unknown>;
}

interface Pending {
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

export class Network {
  readonly #sockets = new Map<number, PageSocket>();
  readonly #requests = new Map<number, Pending>();

  constructor(
    private readonly clock: Clock,
    private readonly emit: Emit,
  ) {}

  connect(url: string): object {
    const id = this.clock.number();
    const socket = new PageSocket(id, url, this.emit);
    this.#sockets.set(id, socket);
    return socket;
  }

  readonly fetch = (url: string, { method = "GET", body, signal }: RequestOptions = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const id = this.clock.number();
      this.#requests.set(id, { resolve, reject });
      signal?.addEventListener("abort", () => this.#abort(id, signal.reason));
      this.emit({
        type: "fetch",
        fetch: id,
        method,
        url,
        body: body === undefined ? null : JSON.parse(body),
      });
    });

  deliver(event: NetworkEvent): void {
    switch (event.type) {
      case "ws_open":
        return this.#sockets.get(event.socket)?.opened();
      case "ws_message":
        return this.#sockets.get(event.socket)?.received(event.data);
      case "ws_close":
        return this.#closed(event.socket);
      case "fetched":
        return this.#take(event.fetch)?.resolve(answer(event.status, event.body));
      case "fetch_failed":
        return this.#take(event.fetch)?.reject(new TypeError("Failed to fetch"));
      default:
        throw new Error(`unknown event ${JSON.stringify(event satisfies never)}`);
    }
  }

  /** The browser closes what a page that is gone has left open. */
  end(): void {
    for (const socket of this.#sockets.values()) socket.close();
    for (const id of this.#requests.keys()) this.emit({ type: "fetch_abort", fetch: id });
  }

  #closed(id: number): void {
    const socket = this.#sockets.get(id);
    this.#sockets.delete(id);
    socket?.closed();
  }

  #abort(id: number, reason: unknown): void {
    const request = this.#take(id);
    if (request === undefined) return;
    this.emit({ type: "fetch_abort", fetch: id });
    request.reject(reason);
  }

  #take(id: number): Pending | undefined {
    const request = this.#requests.get(id);
    this.#requests.delete(id);
    return request;
  }
}

function answer(status: number, body: unknown): Answer {
  const json = () =>
    body === null ? Promise.reject(new SyntaxError("Unexpected end of JSON input")) : Promise.resolve(body);
  return { status, ok: status >= 200 && status < 300, headers: { get: () => null }, json };
}
