import { t } from "../../i18n/provider";
import { Avatar } from "../../ui/Avatar";
import { Badge } from "../../ui/Badge";
import type { LeftRow } from "../../ui/model";
import { nameOf } from "./words";

interface Props {
  readonly rows: readonly LeftRow[];
  readonly onView: (visit: string) => void;
  readonly onDismiss: (visit: string) => void;
}

/** Patients who left messages behind that nobody has seen. */
export function LeftList({ rows, onView, onDismiss }: Props) {
  if (rows.length === 0) return null;
  return (
    <section class="left">
      <div class="section-title">
        <h2 id="left-title">{t("left.title")}</h2>
        <span class="count">{t("left.hint")}</span>
      </div>
      <ul class="rows" aria-labelledby="left-title">
        {rows.map((row) => (
          <LeftItem key={row.visit} row={row} onView={onView} onDismiss={onDismiss} />
        ))}
      </ul>
    </section>
  );
}

function LeftItem({ row, onView, onDismiss }: Omit<Props, "rows"> & { readonly row: LeftRow }) {
  const name = nameOf(row.name);
  return (
    <li class="row" data-testid="left-row">
      <Avatar name={row.name ?? ""} />
      <p class="row-name" data-unnamed={row.name === null}>
        <bdi>{name}</bdi> <Badge count={row.unread} />
      </p>
      <div class="row-actions">
        <button
          type="button"
          class="button"
          aria-label={t("left.viewOf", { name })}
          onClick={() => onView(row.visit)}
        >
          {t("left.view")}
        </button>
        <button
          type="button"
          class="button quiet"
          aria-label={t("left.dismissOf", { name })}
          onClick={() => onDismiss(row.visit)}
        >
          {t("left.dismiss")}
        </button>
      </div>
    </li>
  );
}
