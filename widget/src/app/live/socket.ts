/** One WebSocket to the server, from its handshake to its end. What to do about the end is for `connection.ts`. */
import { encodeCommand, encodeEnter, parsePacket, PONG, type Packet, type Tagged } from "./packets";

export interface SocketPorts {
  /** The server is there: the time to `enter`. */
  onOpen(): void;
  onEntered(): void;
  onEvent(event: Tagged): void;
  /** The server will not have this page: an error code. The socket is closed, and nothing comes after this. */
  onRefused(code: string): void;
  /** Lost, whoever ended it and why. Nothing comes after this; nor does this when the page itself closes the socket. */
  onLost(): void;
}

const ADDRESS = "/socket.io/?EIO=4&transport=websocket";
const REPLY_WITHIN = 10_000; // ms; a slow phone network, not more

export class Socket {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (reply: Tagged | null) => void>();
  /** Events that came before the server's word that the page is in, such as its snapshot; null after that. */
  #early: Tagged[] | null = [];
  #asked = 0;
  #closed = false;
  #silence = Infinity;
  #heardAt = { page: 0, computer: 0 };
  #watch: ReturnType<typeof setTimeout> | undefined;

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
    return new Promise((resolve) => {
      const answer = (reply: Tagged | null) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve(reply);
      };
      const timer = setTimeout(answer, REPLY_WITHIN, null);
      this.#waiting.set(id, answer);
      this.#socket.send(encodeCommand(this.namespace, id, command));
    });
  }

  /**
   * Nothing was heard for so long that the line must be dead, even where a sleeping page's timers do not say so yet. Some browsers
   * stop the one clock while the computer sleeps, and people set the other: a connection too many is made rather than kept dead.
   */
  get silent(): boolean {
    const { page, computer } = this.#heardAt;
    return Math.max(performance.now() - page, Date.now() - computer) > this.#silence;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#watch);
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
    clearTimeout(this.#watch);
    if (this.#silence < Infinity) this.#watch = setTimeout(() => this.#lose(), this.#silence);
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
