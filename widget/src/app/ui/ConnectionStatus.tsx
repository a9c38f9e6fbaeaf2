import { useRef } from "preact/hooks";
import { t } from "../i18n";
import type { Connection } from "./model";
import { isOnline } from "./online";

/**
 * How the page is connected, where that is not well; nothing where it neither is connected nor tries to be. That it is well is only
 * said, not shown, and only after trouble.
 */
export function ConnectionStatus({ connection }: { readonly connection: Connection | null }) {
  const troubled = useRef(false);
  if (connection === null) return null;
  const well = connection === "online";
  troubled.current ||= !well && connection !== "connecting";
  return (
    <p
      class={well ? "unseen" : "connection"}
      role="status"
      data-testid="connection-status"
      data-state={isOnline(connection) ? "online" : "offline"}
      data-connection={connection}
    >
      {(!well || troubled.current) && t(`connection.${connection === "crowded" ? "connecting" : connection}`)}
    </p>
  );
}
