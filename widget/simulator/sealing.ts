/**
 * A stand-in for the sealing module of the app: it refuses the same things, takes a fraction of the time, needs no macrotask, and is
 * deterministic given the page's random numbers. It is not secure: its numbers are far too small, and its pad repeats.
 */
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import type { Outside, PageIdentity, PageKeys } from "../src/app/delivery/sealing";

export type { Outside, PageIdentity, PageKeys } from "../src/app/delivery/sealing";

/** Diffie-Hellman modulo a prime of 61 bits. */
const PRIME = 2n ** 61n - 1n;
const BASE = 37n;

const UNCOMPRESSED = 4; // the first byte of an uncompressed point
const KEY_BYTES = 65;
const NUMBER_BYTES = 8;
const SECRET_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The bytes of each key. A page cannot export them, as with WebCrypto. */
const secrets = new WeakMap<CryptoKey, Buffer>();

export async function makePageKeys(): Promise<PageKeys> {
  const exponent = randomBytes(NUMBER_BYTES);
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  const publicKey = withCheck(power(BASE, exponent.readBigUInt64BE()));
  const proof = createHash("sha256").update(secret, "base64url").digest("base64url");
  const page = idOf(publicKey, proof);
  return Promise.resolve({ page, publicKey, proof, secret, privateKey: toKey(exponent) });
}

export async function sharedKey(own: PageKeys, other: PageIdentity): Promise<CryptoKey> {
  if (own.privateKey === null) throw new Error("no key");
  if (idOf(other.publicKey, other.proof) !== other.page) throw new Error("wrong key");
  const shared = power(pointOf(other.publicKey), secretOf(own.privateKey).readBigUInt64BE());
  const pages = [own.page, other.page].sort().join(" ");
  return Promise.resolve(toKey(createHash("sha256").update(`${shared} ${pages}`).digest()));
}

export async function seal(key: CryptoKey, text: string, outside: Outside): Promise<string> {
  const nonce = randomBytes(NONCE_BYTES);
  const plain = Buffer.from(text);
  const pad = padOf(key, nonce, outside);
  return Promise.resolve(Buffer.concat([nonce, xor(plain, pad), tagOf(pad, plain)]).toString("base64url"));
}

export async function open(key: CryptoKey, sealed: string, outside: Outside): Promise<string> {
  const bytes = Buffer.from(sealed, "base64url");
  const pad = padOf(key, bytes.subarray(0, NONCE_BYTES), outside);
  const plain = xor(bytes.subarray(NONCE_BYTES, -TAG_BYTES), pad);
  if (!tagOf(pad, plain).equals(bytes.subarray(-TAG_BYTES))) throw new Error("does not open");
  return Promise.resolve(plain.toString());
}

/** Encode a public number in the form of a point, with a checksum that random bytes do not have. */
function withCheck(point: bigint): string {
  const number = Buffer.alloc(NUMBER_BYTES);
  number.writeBigUInt64BE(point);
  const check = createHash("sha512").update(number).digest();
  return Buffer.concat([Buffer.of(UNCOMPRESSED), number, check], KEY_BYTES).toString("base64url");
}

/** Decode a public key. Throw if it is not valid, as WebCrypto does for what is not on the curve. */
function pointOf(publicKey: string): bigint {
  const point = Buffer.from(publicKey, "base64url").readBigUInt64BE(1);
  if (withCheck(point) !== publicKey) throw new Error("not a key");
  return point;
}

/** Return the bytes that mask the text: different for each key, nonce and outside. */
function padOf(key: CryptoKey, nonce: Buffer, { from, to, visit, seq }: Outside): Buffer {
  const hash = createHash("sha256").update(secretOf(key)).update(nonce);
  return hash.update([from, to, visit, seq].join(" ")).digest();
}

function tagOf(pad: Buffer, plain: Buffer): Buffer {
  return createHash("sha256").update(pad).update(plain).digest().subarray(0, TAG_BYTES);
}

function xor(bytes: Buffer, pad: Buffer): Buffer {
  const result = Buffer.alloc(bytes.length);
  for (let index = 0; index < bytes.length; index += 1)
    result[index] = (bytes[index] ?? 0) ^ (pad[index % pad.length] ?? 0);
  return result;
}

function idOf(publicKey: string, proof: string | null): string {
  const hash = createHash("sha256").update(proof ?? "", "base64url");
  return hash.update(publicKey, "base64url").digest("base64url");
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % PRIME;
    square = (square * square) % PRIME;
  }
  return result;
}

function randomBytes(count: number): Buffer {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(count)));
}

function toKey(bytes: Buffer): CryptoKey {
  const key = Object.freeze({}) as CryptoKey;
  secrets.set(key, bytes);
  return key;
}

function secretOf(key: CryptoKey): Buffer {
  const bytes = secrets.get(key);
  if (bytes === undefined) throw new Error("not a key");
  return bytes;
}
