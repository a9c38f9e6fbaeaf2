import { t } from "../i18n";
import { digits } from "../i18n/time";

/** The red circle; nothing where there is nothing new. */
export function Badge({ count }: { readonly count: number }) {
  if (count === 0) return null;
  return (
    <span class="badge" role="img" aria-label={t("badge", { count })} data-testid="unread-badge">
      {digits(count)}
    </span>
  );
}
