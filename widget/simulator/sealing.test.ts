// @vitest-environment node
/** The stand-in behaves like the sealing module of the app. */
import { createHash } from "node:crypto";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { decode, encode } from "../src/app/delivery/base64url";
import * as real from "../src/app/delivery/sealing";
import { RandomSource } from "./random";
import * as standIn from "./sealing";

type Keys = real.PageKeys;
type Identity = real.PageIdentity;

const TEXT = "Guten Tag 👋 Guten Tag 👋 Guten Tag 👋";

function sha256(...parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(decode(part));
  return hash.digest("base64url");
}

function withKey(publicKey: string): Identity {
  return { publicKey, proof: null, page: sha256(publicKey) };
}

/** The very bytes of a page's id, cut elsewhere. */
function borrowed({ page, proof, publicKey }: Keys): Identity {
  const bytes = Buffer.concat([decode(proof ?? ""), decode(publicKey)]);
  return { page, proof: encode(bytes.subarray(0, 31)), publicKey: encode(bytes.subarray(31)) };
}

/** With one bit changed. */
function altered(text: string, index: number): string {
  const bytes = Buffer.from(decode(text));
  const at = index < 0 ? bytes.length + index : index;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return encode(bytes);
}

describe.each([
  ["the app's own", real],
  ["the stand-in", standIn],
])("sealing: %s", (_which, { makePageKeys, open, seal, sharedKey }) => {
  let ana: Keys;
  let rivera: Keys;
  let eve: Keys;
  let sealed: string;
  const outside = (): real.Outside => ({ from: ana.page, to: rivera.page, visit: "v1", seq: 1 });

  beforeAll(async () => {
    [ana, rivera, eve] = await Promise.all([makePageKeys(), makePageKeys(), makePageKeys()]);
    sealed = await seal(await sharedKey(ana, rivera), TEXT, outside());
  });

  it.each(["", "a", TEXT, "x".repeat(5_000), "\u0000"])("opens at the other page: %#", async (text) => {
    const key = await sharedKey(ana, rivera);
    expect(await open(await sharedKey(rivera, ana), await seal(key, text, outside()), outside())).toBe(text);
  });

  it("looks different each time, is base64url of the expected length, and hides the text", async () => {
    expect(await seal(await sharedKey(ana, rivera), TEXT, outside())).not.toBe(sealed);
    expect(sealed).toMatch(/^[\w-]+$/);
    expect(decode(sealed)).toHaveLength(12 + Buffer.byteLength(TEXT) + 16);
    expect(Buffer.from(decode(sealed)).includes("Guten")).toBe(false);
  });

  it.each<[string, () => [Keys, Identity]]>([
    ["a third page", () => [eve, ana]],
    ["a third page with the recipient's id", () => [{ ...rivera, privateKey: eve.privateKey }, ana]],
    ["the recipient, taken to be from a third page", () => [rivera, eve]],
  ])("does not open for %s", async (_who, pair) => {
    const key = await sharedKey(...pair());
    await expect(open(key, sealed, outside())).rejects.toThrow();
  });

  it.each([
    ["visit", { visit: "v2" }],
    ["number", { seq: 2 }],
    ["sender", { from: "someone" }],
    ["recipient", { to: "someone" }],
  ])("does not open when the envelope names another %s", async (_what, change) => {
    const key = await sharedKey(rivera, ana);
    await expect(open(key, sealed, { ...outside(), ...change })).rejects.toThrow();
  });

  it.each([
    ["its first bit was changed", () => altered(sealed, 0)],
    ["a bit of its text was changed", () => altered(sealed, 20)],
    ["its last bit was changed", () => altered(sealed, -1)],
    ["its end was cut off", () => sealed.slice(0, -4)],
    ["it is shorter than nonce and tag", () => sealed.slice(0, 8)],
    ["it is empty", () => ""],
    ["it is not base64url", () => "no text!"],
  ])("does not open when %s", async (_what, change) => {
    const key = await sharedKey(rivera, ana);
    await expect(open(key, change(), outside())).rejects.toThrow();
  });

  it.each<[string, () => Identity]>([
    ["another key than its id is made of", () => ({ ...rivera, publicKey: eve.publicKey })],
    ["another proof than its id is made of", () => ({ ...rivera, proof: eve.proof })],
    ["no proof, though its id has one", () => ({ ...rivera, proof: null })],
    ["another id", () => ({ ...rivera, page: eve.page })],
    ["a key that begins in the proof", () => borrowed(rivera)],
    ["a key that is no point", () => withKey(encode(Buffer.alloc(65, 4)))],
    ["a key with one bit changed", () => withKey(altered(rivera.publicKey, 40))],
    ["a key that is too short", () => withKey(rivera.publicKey.slice(0, 40))],
    ["no key", () => withKey("")],
  ])("refuses a page with %s", async (_what, other) => {
    await expect(sharedKey(ana, other())).rejects.toThrow();
  });

  it("has no key for a page that cannot seal", async () => {
    await expect(sharedKey({ ...ana, privateKey: null }, rivera)).rejects.toThrow();
  });

  it("makes ids and proofs as the server does", () => {
    expect(rivera.proof).toBe(sha256(rivera.secret));
    expect(rivera.page).toBe(sha256(rivera.proof ?? "", rivera.publicKey));
    expect(decode(rivera.secret)).toHaveLength(32);
    expect(new Set([rivera, ana, eve].flatMap(({ secret, publicKey }) => [secret, publicKey])).size).toBe(6);
  });

  it("takes the hash of the key for the id of a page without a proof", async () => {
    const older = { ...rivera, ...withKey(rivera.publicKey) };
    const [here, there] = [await sharedKey(ana, older), await sharedKey(older, ana)];
    expect(await open(there, await seal(here, TEXT, outside()), outside())).toBe(TEXT);
  });

  it("gives public keys of the form that the server asks for, and private ones that cannot be taken out", async () => {
    expect(ana.publicKey).toMatch(/^[\w-]{87}$/);
    expect(decode(ana.publicKey)[0]).toBe(4);
    if (ana.privateKey === null) throw new Error("no key");
    await expect(crypto.subtle.exportKey("jwk", ana.privateKey)).rejects.toThrow();
    expect(JSON.stringify(ana.privateKey)).toBe("{}");
  });
});

describe("the stand-in", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("makes the same keys of the same random numbers, and others of others", async () => {
    const publicKey = async (seed: string) => {
      const random = new RandomSource(seed);
      vi.stubGlobal("crypto", { getRandomValues: (bytes: Uint8Array) => (random.fill(bytes), bytes) });
      return (await standIn.makePageKeys()).publicKey;
    };
    expect(await publicKey("one")).toBe(await publicKey("one"));
    expect(await publicKey("one")).not.toBe(await publicKey("two"));
  });
});
