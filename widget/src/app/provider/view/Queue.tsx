import { duration } from "../../i18n/time";
import { t } from "../../i18n/provider";
import type { ProviderModel } from "../../ui/model";
import { useNow } from "../../ui/useNow";
import { QueueItem } from "./QueueItem";
import { UnreadAnnouncer } from "./UnreadAnnouncer";
import { QUEUE_TITLE_ID } from "./useFocusHome";

interface Props {
  readonly model: ProviderModel;
  /** Opens the patient information window. */
  readonly onMore: (visit: string) => void;
}

export function Queue({ model: { room, queue }, onMore }: Props) {
  const now = useNow();
  return (
    <section class="queue">
      <div class="section-title">
        <h2 id={QUEUE_TITLE_ID} tabIndex={-1}>
          {t("queue.title")}
        </h2>
        {queue.length > 0 && <span class="count">{t("queue.count", { count: queue.length })}</span>}
      </div>
      {room === null ? (
        <Skeletons />
      ) : (
        <ul class="rows" aria-labelledby={QUEUE_TITLE_ID}>
          {queue.map((row) => (
            <QueueItem key={row.visit} row={row} waiting={duration(row.arrivedAt, now)} onMore={onMore} />
          ))}
        </ul>
      )}
      {room !== null && queue.length === 0 && <Empty />}
      <UnreadAnnouncer rows={queue} />
    </section>
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
          <span class="avatar skeleton" />
          <span class="row-name skeleton" />
          <span class="row-facts skeleton" />
        </div>
      ))}
    </div>
  );
}
