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

  it("refuses a key that is not the one that the page's id names", async () => {
    await expect(sharedKey(ana, { page: rivera.page, publicKey: eve.publicKey })).rejects.toThrow();
  });

  it("gives keys of the length that the protocol asks for, and none that can be taken out", async () => {
    expect(ana.publicKey).toMatch(/^[\w-]{87}$/);
    expect(ana.page).toMatch(/^[\w-]{43}$/);
    if (ana.privateKey === null) throw new Error("no key");
    await expect(crypto.subtle.exportKey("jwk", ana.privateKey)).rejects.toThrow();
  });
});
