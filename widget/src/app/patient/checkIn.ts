/** Asks the backend to admit a walk-in patient. The name is not part of it: the server is not told. */
import { isRecord } from "../../values/shapes";
import type { Problem } from "../ui/model";

export type CheckIn = { readonly token: string } | { readonly problem: Problem };

export async function checkIn(room: string, passcode: string): Promise<CheckIn> {
  try {
    const response = await fetch(`/api/rooms/${encodeURIComponent(room)}/check-in`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(passcode === "" ? {} : { passcode }),
    });
    const body: unknown = await response.json();
    const token = text(body, "token");
    return response.ok && token !== null
      ? { token }
      : { problem: { code: text(body, "code") ?? "server_error" } };
  } catch {
    return { problem: { code: "offline" } };
  }
}

function text(body: unknown, key: string): string | null {
  const value = isRecord(body) ? body[key] : null;
  return typeof value === "string" ? value : null;
}
