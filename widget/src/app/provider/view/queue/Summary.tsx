import { t } from "../../../i18n/provider";
import { duration } from "../../../i18n/time";
import type { LeftRow, QueueRow } from "../../../ui/model";
import { openButtonId } from "../useFocusHome";
import { LEFT_TITLE_ID } from "./LeftList";
import { minutesOf, warmthOf } from "./waits";

interface Props {
  readonly queue: readonly QueueRow[];
  readonly left: readonly LeftRow[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The queue in one line. The longest wait and those who left lead to their rows. */
export function Summary({ queue, left, now }: Props) {
  const waiting = queue.filter(({ status }) => status === "waiting");
  const [longest] = waiting;
  const unread = [...queue, ...left].reduce((sum, row) => sum + row.unread, 0);
  return (
    <p class="summary" data-testid="queue-summary">
      <span class="summary-waiting">{t("summary.waiting", { count: waiting.length })}</span>{" "}
      {longest !== undefined && (
        <Jump to={openButtonId(longest.visit)} warmth={warmthOf(longest, minutesOf(longest, now))}>
          {t("summary.longest", { time: duration(longest.arrivedAt, now) })}
        </Jump>
      )}{" "}
      {/* Stays when it is 0: a line that becomes shorter could move all rows. */}
      <span class="summary-unread" data-some={unread > 0}>
        {t("summary.unread", { count: unread })}
      </span>{" "}
      {left.length > 0 && <Jump to={LEFT_TITLE_ID}>{t("summary.left", { count: left.length })}</Jump>}
    </p>
  );
}

function Jump({ to, warmth, children }: { to: string; warmth?: string; children: string }) {
  return (
    <button
      type="button"
      class="summary-jump"
      data-warmth={warmth}
      onClick={() => document.getElementById(to)?.focus()}
    >
      {children}
    </button>
  );
}
