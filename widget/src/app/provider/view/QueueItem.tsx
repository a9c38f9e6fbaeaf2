import { t } from "../../i18n/provider";
import { Avatar } from "../../ui/Avatar";
import { Badge } from "../../ui/Badge";
import { IconButton } from "../../ui/IconButton";
import type { QueueRow } from "../../ui/model";
import { MORE } from "./icons";
import { moreButtonId } from "./useFocusHome";
import { nameOf } from "./words";

interface Props {
  readonly row: QueueRow;
  /** How long, in words. */
  readonly waiting: string;
  readonly onMore: (visit: string) => void;
}

export function QueueItem({ row, waiting, onMore }: Props) {
  const name = nameOf(row.name);
  return (
    <li class="row" data-testid="queue-row" data-connected={row.connected} data-status={row.status}>
      <Avatar name={row.name ?? ""} presence={row.connected ? "online" : "offline"} />
      <p class="row-name" data-unnamed={row.name === null}>
        <bdi>{name}</bdi> <Badge count={row.unread} />
      </p>
      <p class="row-facts">
        <span class="waited">{waiting}</span>
        {!row.connected && <span class="warning">{t("queue.reconnecting")}</span>}
        {row.tooMany && <span class="warning">{t("queue.tooMany")}</span>}
        {row.reference !== null && (
          <span class="reference">{t("queue.reference", { reference: row.reference })}</span>
        )}
      </p>
      <span class="chip">{t(row.status === "in_call" ? "queue.inCall" : "queue.waiting")}</span>
      <IconButton
        id={moreButtonId(row.visit)}
        icon={MORE}
        label={t("queue.more", { name })}
        onClick={() => onMore(row.visit)}
      />
    </li>
  );
}
