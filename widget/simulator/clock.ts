/** The true time of a story, in milliseconds from its start. Only the driver advances it. */

/** What a correct page clock shows at the start of a story, in milliseconds since 1970. */
export const EPOCH = 1_900_000_000_000;

export class Clock {
  at = 0;
  #numbers = 0;

  /** Return a unique number, larger than all before, so that numbers also give the order of creation. */
  number(): number {
    this.#numbers += 1;
    return this.#numbers;
  }
}
