import type { Connection } from "./model";

/** Whether messages come and go, however slowly. */
export function isOnline(connection: Connection | null): boolean {
  return connection === "online" || connection === "slow";
}
