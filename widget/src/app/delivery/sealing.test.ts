import { beforeAll, describe, expect, it } from "vitest";
import { decode, encode } from "./base64url";
import { makePageKeys, open, seal, sharedKey, type Outside, type PageKeys } from "./sealing";

let ana: PageKeys;
let rivera: PageKeys;
let eve: PageKeys;
const outside = (): Outside => ({ from: ana.page, to: rivera.page, visit: "v1", seq: 1 });

beforeAll(async () => {
  [ana, rivera, eve] = await Promise.all([makePageKeys(), makePageKeys(), makePageKeys()]);
});

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return encode(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

function joined(proof: string | null, publicKey: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array([...(proof === null ? [] : decode(proof)), ...decode(publicKey)]);
}

/** The very bytes of a page's id, cut elsewhere. */
function borrowed({ page, proof, publicKey }: PageKeys): Peer {
  const bytes = joined(proof, publicKey);
  return { page, proof: encode(bytes.slice(0, 31)), publicKey: encode(bytes.slice(31)) };
}

type Peer = Parameters<typeof sharedKey>[1];

describe("sealing", () => {
  it("opens at the other page, and looks different each time", async () => {
    const [here, there] = [await sharedKey(ana, rivera), await sharedKey(rivera, ana)];
    const [one, two] = [
      await seal(here, "Guten Tag 👋", outside()),
      await seal(here, "Guten Tag 👋", outside()),
    ];
    expect(one).not.toBe(two);
    expect(await open(there, one, outside())).toBe("Guten Tag 👋");
  });

  it("does not open for a third page", async () => {
    const sealed = await seal(await sharedKey(ana, rivera), "secret", outside());
    await expect(sharedKey(eve, ana).then((key) => open(key, sealed, outside()))).rejects.toThrow();
  });

  it.each([
    ["visit", { visit: "v2" }],
    ["number", { seq: 2 }],
    ["sender", { from: "someone" }],
    ["recipient", { to: "someone" }],
  ])("does not open when the envelope names another %s", async (_what, change) => {
    const key = await sharedKey(ana, rivera);
    const sealed = await seal(key, "secret", outside());
    await expect(open(key, sealed, { ...outside(), ...change })).rejects.toThrow();
  });

  it("does not open when a single bit was changed", async () => {
    const key = await sharedKey(ana, rivera);
    const bytes = decode(await seal(key, "secret", outside()));
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    await expect(open(key, encode(bytes), outside())).rejects.toThrow();
  });

  it.each([
    ["another key", () => ({ ...rivera, publicKey: eve.publicKey })],
    ["another proof", () => ({ ...rivera, proof: eve.proof })],
    ["no proof", () => ({ ...rivera, proof: null })],
    ["another id", () => ({ ...rivera, page: eve.page })],
    ["a key that begins in the proof", () => borrowed(rivera)],
  ])("refuses a page with %s than its id is made of", async (_what, other) => {
    await expect(sharedKey(ana, other())).rejects.toThrow();
  });

  it("makes the page's id of the hash of its secret and its key, which other pages can check", async () => {
    expect(rivera.proof).toBe(await sha256(decode(rivera.secret)));
    expect(rivera.page).toBe(await sha256(joined(rivera.proof, rivera.publicKey)));
    expect(decode(rivera.secret)).toHaveLength(32);
    expect(new Set([rivera, ana, eve].map(({ secret }) => secret)).size).toBe(3);
  });

  it("takes the hash of the key for the id of a page without a proof", async () => {
    const older = { ...rivera, proof: null, page: await sha256(decode(rivera.publicKey)) };
    const [here, there] = [await sharedKey(ana, older), await sharedKey(older, ana)];
    expect(await open(there, await seal(here, "hello", outside()), outside())).toBe("hello");
    await expect(sharedKey(ana, { ...older, proof: rivera.proof })).rejects.toThrow("wrong key");
  });

  it("gives keys of the length that the protocol asks for, and none that can be taken out", async () => {
    expect(ana.publicKey).toMatch(/^[\w-]{87}$/);
    expect(ana.page).toMatch(/^[\w-]{43}$/);
    if (ana.privateKey === null) throw new Error("no key");
    await expect(crypto.subtle.exportKey("jwk", ana.privateKey)).rejects.toThrow();
  });
});
