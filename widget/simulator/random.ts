/** The random numbers of a page, from a seed: the SHA-512 of the seed and a counter, block by block. */
import { createHash } from "node:crypto";

const MANTISSA = 2 ** 53;

export class RandomSource {
  #block = new Uint8Array(0);
  #blocks = 0;
  #used = 0;

  constructor(private readonly seed: string) {}

  fill(bytes: Uint8Array): void {
    for (let index = 0; index < bytes.length; index += 1) bytes[index] = this.#byte();
  }

  /** Return a number from 0 (inclusive) to 1 (exclusive). */
  fraction(): number {
    const [high = 0, low = 0] = this.#words();
    return ((high >>> 11) * 2 ** 32 + low) / MANTISSA;
  }

  /** Return a UUID of version 4 (RFC 9562). */
  uuid(): string {
    const bytes = new Uint8Array(16);
    this.fill(bytes);
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    const hex = Buffer.from(bytes).toString("hex");
    return [0, 8, 12, 16, 20].map((start, part, starts) => hex.slice(start, starts[part + 1])).join("-");
  }

  #words(): Uint32Array {
    const words = new Uint32Array(2);
    this.fill(new Uint8Array(words.buffer));
    return words;
  }

  #byte(): number {
    if (this.#used === this.#block.length) {
      this.#block = createHash("sha512").update(`${this.seed} ${this.#blocks}`).digest();
      this.#blocks += 1;
      this.#used = 0;
    }
    const byte = this.#block[this.#used] ?? 0;
    this.#used += 1;
    return byte;
  }
}
