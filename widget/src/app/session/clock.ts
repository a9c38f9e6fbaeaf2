/** The server's clock as seen from this page: both sides of a conversation, and the queue, go by it. Milliseconds. */
export class ServerClock {
  #ahead = 0;

  /** The server just said what time it is. */
  set(serverNow: number): void {
    this.#ahead = serverNow - Date.now();
  }

  now(): number {
    return Date.now() + this.#ahead;
  }

  toLocal(serverTime: number): number {
    return serverTime - this.#ahead;
  }
}
