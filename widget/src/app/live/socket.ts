/** One WebSocket to the server, from its handshake to its end. What to do about the end is for `connection.ts`. */
import { encodeCommand, encodeEnter, parsePacket, PONG, type Packet, type Tagged } from "./packets";
import { patiently } from "./patience";

export interface SocketPorts {
  /** The server is there: the time to `enter`. */
  onOpen(): void;
  onEntered(): void;
  onEvent(event: Tagged): void;
  /** The server takes long to answer, or does so no more. */
  onSlow(slow: boolean): void;
  /** The server will not have this page: an error code. The socket is closed, and nothing comes after this. */
  onRefused(code: string): void;
  /** Lost, whoever ended it and why. Nothing comes after this; nor does this when the page itself closes the socket. */
  onLost(): void;
}

const ADDRESS = "/socket.io/?EIO=4&transport=websocket";
const SLOW_AFTER = 5_000; // ms without the reply to a command
const SLOW_FOR = 30_000; // ms after the last late reply, unless one comes in time: "slow" must not flicker with each message
const REPLY_WITHIN = 15_000; // ms; a line that takes five seconds each way, and a server that takes some time
const LAST_CHANCE = 1_000; // ms

export class Socket {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (reply: Tagged | null) => void>();
  /** Events that came before the server's word that the page is in, such as its snapshot; null after that. */
  #early: Tagged[] | null = [];
  #asked = 0;
  #closed = false;
  #silence = Infinity;
  #heardAt = { page: 0, computer: 0 };
  #unwatch: (() => void) | undefined;
  #slow = false;
  #recovery: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly namespace: string,
    private readonly ports: SocketPorts,
  ) {
    this.#socket = new WebSocket(new URL(ADDRESS, location.href).href.replace(/^http/, "ws"));
    this.#socket.onmessage = ({ data }) => this.#read(data);
    this.#socket.onclose = () => this.#lose();
  }

  enter(auth: object): void {
    this.#socket.send(encodeEnter(this.namespace, auth));
  }

  /** The server's reply; null when none comes in time, or the socket is closed before. */
  ask(command: unknown): Promise<Tagged | null> {
    const id = this.#asked++;
    let late = false;
    return new Promise((resolve) => {
      const answer = (reply: Tagged | null) => {
        cancelSlow();
        cancelTimeout();
        this.#waiting.delete(id);
        if (!this.#closed) this.#recover(late ? SLOW_FOR : 0);
        resolve(reply);
      };
      const cancelSlow = patiently(SLOW_AFTER, () => this.#setSlow((late = true)));
      const cancelTimeout = patiently(REPLY_WITHIN, () => answer(null));
      this.#waiting.set(id, answer);
      this.#socket.send(encodeCommand(this.namespace, id, command));
    });
  }

  /**
   * The page wakes. Where nothing was heard for so long that the line should be dead, although the timers of a page that slept do
   * not say so yet, it has a second to prove that it is not. Some browsers stop the one clock while the computer sleeps, and people
   * set the other: a connection too many is made rather than kept dead.
   */
  wake(): void {
    const { page, computer } = this.#heardAt;
    const silence = Math.max(performance.now() - page, Date.now() - computer);
    if (silence > this.#silence) this.#watchFor(LAST_CHANCE);
  }

  close(): void {
    this.#closed = true;
    this.#unwatch?.();
    clearTimeout(this.#recovery);
    this.#socket.close();
    for (const answer of this.#waiting.values()) answer(null);
  }

  #read(frame: unknown): void {
    if (this.#closed) return;
    const packet = parsePacket(frame, this.namespace);
    if (packet?.type === "open") this.#silence = packet.pingInterval + packet.pingTimeout;
    this.#heard();
    if (packet !== null) this.#take(packet);
  }

  #take(packet: Packet): void {
    switch (packet.type) {
      case "open":
        return this.ports.onOpen();
      case "ping":
        return this.#socket.send(PONG);
      case "close":
        return this.#lose();
      case "entered":
        return this.#enterAtLast();
      case "refused":
        return packet.code === null ? this.#lose() : this.#refuse(packet.code);
      case "event":
        return this.#tell(packet.event);
      case "answer":
        return this.#waiting.get(packet.id)?.(packet.reply);
    }
  }

  #enterAtLast(): void {
    const early = this.#early ?? [];
    this.#early = null;
    this.ports.onEntered();
    for (const event of early) this.#tell(event);
  }

  #tell(event: Tagged): void {
    if (this.#closed) return;
    if (this.#early === null) this.ports.onEvent(event);
    else this.#early.push(event);
  }

  #heard(): void {
    this.#heardAt = { page: performance.now(), computer: Date.now() };
    if (this.#silence < Infinity) this.#watchFor(this.#silence);
  }

  #watchFor(silence: number): void {
    this.#unwatch?.();
    this.#unwatch = patiently(silence, () => this.#lose());
  }

  #recover(after: number): void {
    clearTimeout(this.#recovery);
    if (this.#slow) this.#recovery = setTimeout(() => this.#setSlow(false), after);
  }

  #setSlow(slow: boolean): void {
    clearTimeout(this.#recovery);
    if (slow !== this.#slow) this.ports.onSlow((this.#slow = slow));
  }

  #refuse(code: string): void {
    this.close();
    this.ports.onRefused(code);
  }

  #lose(): void {
    if (this.#closed) return;
    this.close();
    this.ports.onLost();
  }
}
