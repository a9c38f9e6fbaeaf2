/**
 * End-to-end sealing between two pages: ECDH over P-256 makes a shared secret, HKDF-SHA-256 a key of it, AES-256-GCM seals.
 * A page's keys are made when it loads, cannot be taken out of it, and die with it. docs/security.md tells what this promises.
 */
import { decode, encode } from "./base64url";

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const NONCE_BYTES = 12;
const SECRET_BYTES = 32;
const utf8 = new TextEncoder();

/** What others know of a page. All in base64url. */
export interface PageIdentity {
  /** The page's id: SHA-256 of proof and public key, or of the public key alone where there is no proof. */
  readonly page: string;
  readonly publicKey: string;
  /** SHA-256 of the page's secret. Null for a page of an older version, which has none. */
  readonly proof: string | null;
}

export interface PageKeys extends PageIdentity {
  /** Only the server is told: it proves that the id is this page's own. */
  readonly secret: string;
  /** Null where the browser cannot seal: such a page can do nothing but say so. */
  readonly privateKey: CryptoKey | null;
}

/** What an envelope says on its outside; sealed text opens only with the very same. */
export interface Outside {
  readonly from: string;
  readonly to: string;
  readonly visit: string;
  readonly seq: number;
}

export async function makePageKeys(): Promise<PageKeys> {
  if (!canSeal()) return { page: "", publicKey: "", proof: null, secret: "", privateKey: null };
  const pair = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const secret = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  const [publicKey, proof] = [encode(raw), await sha256(secret)];
  const page = await idOf(publicKey, proof);
  return { page, publicKey, proof, secret: encode(secret), privateKey: pair.privateKey };
}

/** The key that two pages share. Throws when the other's id is not that of its key and proof, or the key is none. */
export async function sharedKey(own: PageKeys, other: PageIdentity): Promise<CryptoKey> {
  if (own.privateKey === null) throw new Error("no key");
  if ((await idOf(other.publicKey, other.proof)) !== other.page) throw new Error("wrong key");
  const theirs = await crypto.subtle.importKey("raw", decode(other.publicKey), CURVE, false, []);
  const secret = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, own.privateKey, 256);
  const material = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const info = utf8.encode(`waitside/1 ${[own.page, other.page].sort().join(" ")}`);
  const derivation = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info };
  return crypto.subtle.deriveKey(derivation, material, { name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
}

export async function seal(key: CryptoKey, text: string, outside: Outside): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = await crypto.subtle.encrypt(gcm(nonce, outside), key, utf8.encode(text));
  const bytes = new Uint8Array(NONCE_BYTES + sealed.byteLength);
  bytes.set(nonce);
  bytes.set(new Uint8Array(sealed), NONCE_BYTES);
  return encode(bytes);
}

/** Throws when the text was altered, or sealed for another outside or by another page. */
export async function open(key: CryptoKey, sealed: string, outside: Outside): Promise<string> {
  const bytes = decode(sealed);
  const nonce = bytes.slice(0, NONCE_BYTES);
  const text = await crypto.subtle.decrypt(gcm(nonce, outside), key, bytes.slice(NONCE_BYTES));
  return new TextDecoder().decode(text);
}

/** WebCrypto is missing where the site is not secure (plain HTTP, localhost aside). */
function canSeal(): boolean {
  const { subtle } = globalThis.crypto as Partial<Crypto>;
  return subtle !== undefined;
}

function gcm(nonce: Uint8Array<ArrayBuffer>, { from, to, visit, seq }: Outside): AesGcmParams {
  return { name: "AES-GCM", iv: nonce, additionalData: utf8.encode([from, to, visit, seq].join(" ")) };
}

function idOf(publicKey: string, proof: string | null): Promise<string> {
  return sha256(Uint8Array.from([...decode(proof ?? ""), ...decode(publicKey)]));
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return encode(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}
