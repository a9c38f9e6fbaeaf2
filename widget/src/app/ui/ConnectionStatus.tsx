import { t } from "../i18n";
import type { Connection } from "./model";

export function ConnectionStatus({ connection }: { readonly connection: Connection }) {
  return (
    <p
      class="connection"
      role="status"
      data-testid="connection-status"
      data-state={connection === "online" ? "online" : "offline"}
      data-connection={connection}
    >
      {t(`connection.${connection}`)}
    </p>
  );
}
