import { t } from "../i18n";
import { Icon } from "./Icon";
import { OFFLINE } from "./icons";
import type { Connection } from "./model";

/** What being offline means here, or why the page is not connected, in one calm sentence. */
export function OfflineLine({
  connection,
  text,
}: {
  readonly connection: Connection | null;
  readonly text: string;
}) {
  const why = connection === "crowded" ? t("crowded") : connection === "offline" && text;
  if (!why) return null;
  return (
    <p class="offline-line">
      <Icon path={OFFLINE} />
      {why}
    </p>
  );
}
