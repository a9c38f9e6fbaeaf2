/** The console's requests. Who is signed in stands in a cookie that no script can read. */
import type { ClinicLook } from "../page";
import type { Settings } from "../protocol/types";
import type { Problem } from "../ui/model";

export interface RoomChoice {
  readonly slug: string;
  readonly name: string;
  readonly title: string;
}

/** Somebody who is signed in. */
export interface SignedIn {
  readonly name: string;
  readonly rooms: readonly RoomChoice[];
  readonly clinic: ClinicLook;
  readonly theme: Settings["theme"];
  /** Empty for the browser's. */
  readonly language: string;
}

/** `retryAfter` in seconds. */
export interface RefusedRequest extends Problem {
  readonly retryAfter: number | null;
}

export type Outcome<Value> = { readonly value: Value } | { readonly problem: RefusedRequest };

export const api = {
  signedIn: () => request<SignedIn>("GET", "/api/session"),
  signIn: (email: string, password: string) => request<SignedIn>("POST", "/api/session", { email, password }),
  signOut: () => request<null>("DELETE", "/api/session"),
  roomToken: (room: string) => request<{ token: string }>("POST", "/api/session/tokens", { room }),
};

export type Api = typeof api;

async function request<Value>(method: string, path: string, body?: object): Promise<Outcome<Value>> {
  try {
    const response = await fetch(path, {
      method,
      credentials: "same-origin",
      cache: "no-store",
      ...(body !== undefined && {
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      }),
    });
    // Written by our own server: its shape is not in doubt. What stands between may answer with anything.
    if (response.ok) return { value: (response.status === 204 ? null : await response.json()) as Value };
    return { problem: { code: await codeOf(response), retryAfter: retryAfter(response) } };
  } catch {
    return { problem: { code: "offline", retryAfter: null } };
  }
}

async function codeOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  const code: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "code") : null;
  return typeof code === "string" ? code : "server_error";
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get("Retry-After") ?? NaN);
  return Number.isFinite(seconds) ? seconds : null;
}
