import { t } from "../../../i18n/provider";
import { Badge } from "../../../ui/Badge";
import type { LeftRow } from "../../../ui/model";
import { nameOf } from "../words";

export const LEFT_TITLE_ID = "left-title";

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
        <h2 id={LEFT_TITLE_ID} tabIndex={-1}>
          {t("left.title")}
        </h2>
        <span class="count">{t("left.hint")}</span>
      </div>
      <ul class="rows" aria-labelledby={LEFT_TITLE_ID}>
        {rows.map((row) => (
          <LeftItem key={row.visit} row={row} onView={onView} onDismiss={onDismiss} />
        ))}
      </ul>
    </section>
  );
}

/** The second press of a double click would be for the row that has come into the place of this one. */
function once(run: () => void): (event: MouseEvent) => void {
  return ({ detail }) => detail < 2 && run();
}

function LeftItem({ row, onView, onDismiss }: Omit<Props, "rows"> & { readonly row: LeftRow }) {
  const name = nameOf(row.name);
  return (
    <li class="row" data-testid="left-row">
      <span />
      <p class="row-name" data-unnamed={row.name === null}>
        <bdi>{name}</bdi>
      </p>{" "}
      <span class="row-unread">
        <Badge count={row.unread} />
      </span>
      <div class="row-actions">
        <button
          type="button"
          class="button"
          aria-label={t("left.viewOf", { name })}
          onClick={once(() => onView(row.visit))}
        >
          {t("left.view")}
        </button>
        <button
          type="button"
          class="button quiet"
          aria-label={t("left.dismissOf", { name })}
          onClick={once(() => onDismiss(row.visit))}
        >
          {t("left.dismiss")}
        </button>
      </div>
    </li>
  );
}
