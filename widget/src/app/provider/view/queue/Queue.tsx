import { useMemo } from "preact/hooks";
import { locale } from "../../../i18n";
import { t } from "../../../i18n/provider";
import { IconButton } from "../../../ui/IconButton";
import type { ProviderModel } from "../../../ui/model";
import { useNow } from "../../../ui/useNow";
import { PREVIOUS } from "../icons";
import { QUEUE_TITLE_ID } from "../useFocusHome";
import type { Ways } from "../useWays";
import { QueueItem } from "./QueueItem";
import { Summary } from "./Summary";
import { UnreadAnnouncer } from "./UnreadAnnouncer";
import { minutesOf } from "./waits";

interface Props {
  readonly model: ProviderModel;
  readonly ways: Ways;
  readonly onOpen: (visit: string) => void;
  /** Opens the patient information window. */
  readonly onMore: (visit: string) => void;
}

export function Queue({ model: { room, queue, left, chat }, ways, onOpen, onMore }: Props) {
  const now = useNow();
  const shown = chat?.visit;
  const rows = useMemo(
    () => (
      <ul class="rows" aria-labelledby={QUEUE_TITLE_ID}>
        {queue.map((row) => (
          <QueueItem
            key={row.visit}
            row={row}
            minutes={minutesOf(row, now)}
            current={row.visit === shown}
            onOpen={onOpen}
            onMore={onMore}
          />
        ))}
      </ul>
    ),
    [queue, now, shown, locale()], // typing must not look at every row
  );
  return (
    <section class="queue">
      <div class="queue-header">
        <h2 id={QUEUE_TITLE_ID} tabIndex={-1}>
          {t("queue.title")}
        </h2>
        <WayButtons ways={ways} />
        {room !== null && <Summary queue={queue} left={left} now={now} />}
      </div>
      {room === null ? <Skeletons /> : rows}
      {room !== null && queue.length === 0 && <Empty />}
      <UnreadAnnouncer rows={queue} />
    </section>
  );
}

/** They stay enabled for the keyboard: one that leads nowhere any more keeps the focus. */
function WayButtons({ ways: { previous, next, goPrevious, goNext } }: { readonly ways: Ways }) {
  return (
    <div class="ways">
      <IconButton
        icon={PREVIOUS}
        label={t("queue.previous")}
        inactive={previous === null}
        onClick={goPrevious}
      />
      <button type="button" class="button" aria-disabled={next === null} onClick={goNext}>
        {t("queue.next")}
      </button>
    </div>
  );
}

function Empty() {
  return (
    <div class="empty">
      <strong>{t("queue.empty")}</strong>
      <p>{t("queue.emptyText")}</p>
    </div>
  );
}

function Skeletons() {
  return (
    <div class="rows" aria-busy="true">
      {[1, 2, 3].map((each) => (
        <div class="row" key={each} aria-hidden="true">
          <span />
          <div class="row-words">
            <span class="skeleton" />
            <span class="skeleton" />
          </div>
        </div>
      ))}
    </div>
  );
}
