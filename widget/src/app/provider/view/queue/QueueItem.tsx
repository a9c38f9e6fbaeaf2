import { useId } from "preact/hooks";
import { t } from "../../../i18n/provider";
import { digits } from "../../../i18n/time";
import { Badge } from "../../../ui/Badge";
import { Icon } from "../../../ui/Icon";
import { IconButton } from "../../../ui/IconButton";
import { CALL } from "../../../ui/icons";
import { memo } from "../../../ui/memo";
import type { QueueRow } from "../../../ui/model";
import { MORE } from "../icons";
import { moreButtonId, openButtonId } from "../useFocusHome";
import { nameOf } from "../words";
import { shortWait, warmthOf } from "./waits";

interface Props {
  readonly row: QueueRow;
  /** How long the patient has been here. */
  readonly minutes: number;
  /** Whether the chat box shows this patient. */
  readonly current: boolean;
  /** The same functions each time, or the row is drawn for nothing. */
  readonly onOpen: (visit: string) => void;
  readonly onMore: (visit: string) => void;
}

function Item({ row, minutes, current, onOpen, onMore }: Props) {
  const id = useId();
  const name = nameOf(row.name);
  return (
    // The button over the row is for the keyboard and most presses; the red circle lies above it.
    // eslint-disable-next-line jsx-a11y-x/click-events-have-key-events, jsx-a11y-x/no-noninteractive-element-interactions
    <li
      class="row"
      data-testid="queue-row"
      data-connected={row.connected}
      data-status={row.status}
      data-draft={row.draft}
      aria-current={current ? "true" : undefined}
      onClick={({ target }) => {
        if ((target as Element).closest(".icon-button") === null) onOpen(row.visit);
      }}
    >
      <button
        type="button"
        class="row-open"
        id={openButtonId(row.visit)}
        aria-label={t("queue.open", { name })}
        aria-describedby={`${id}-unread ${id}-facts ${id}-wait`}
        aria-current={current ? "true" : undefined}
        title={name}
      />
      <span class="row-place">{row.place === null ? <Icon path={CALL} mirrored /> : digits(row.place)}</span>{" "}
      <div class="row-words">
        <bdi class="row-name" data-unnamed={row.name === null}>
          {name}
        </bdi>{" "}
        <Facts row={row} id={`${id}-facts`} />
      </div>{" "}
      <span class="row-unread" id={`${id}-unread`}>
        <Badge count={row.unread} />
      </span>{" "}
      <span class="row-wait" id={`${id}-wait`} data-warmth={warmthOf(row, minutes)}>
        {shortWait(minutes)}
      </span>
      <IconButton
        id={moreButtonId(row.visit)}
        icon={MORE}
        label={t("queue.more", { name })}
        onClick={() => onMore(row.visit)}
      />
    </li>
  );
}

/** A busy queue has hundreds, and each message changes one. */
export const QueueItem = memo(Item);

/** Only what is worth a word: that a patient waits is what the queue is for. */
function Facts({ row, id }: { readonly row: QueueRow; readonly id: string }) {
  return (
    <span class="row-facts" id={id}>
      {!row.connected && <span class="warning">{t("queue.reconnecting")}</span>}
      {row.status === "in_call" && <span class="in-call">{t("queue.inCall")}</span>}
      {row.tooMany && <span class="warning">{t("queue.tooMany")}</span>}
      {row.draft && <span>{t("queue.draft")}</span>}
      {row.reference !== null && <span>{t("queue.reference", { reference: row.reference })}</span>}
    </span>
  );
}
