import { t } from "../i18n";
import type { Connection } from "./model";

/** How the page is connected; nothing where it neither is nor tries to be. */
export function ConnectionStatus({ connection }: { readonly connection: Connection | null }) {
  if (connection === null) return null;
  return (
    <p
      class="connection"
      role="status"
      data-testid="connection-status"
      data-state={connection === "online" ? "online" : "offline"}
      data-connection={connection}
    >
      {t(`connection.${connection === "crowded" ? "connecting" : connection}`)}
    </p>
  );
}
