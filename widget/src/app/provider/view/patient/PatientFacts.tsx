import type { ComponentChildren } from "preact";
import { duration, machineTime, timeOfDay } from "../../../i18n/time";
import { t } from "../../../i18n/provider";
import type { QueueRow } from "../../../ui/model";
import { useNow } from "../../../ui/useNow";

export function PatientFacts({ row }: { readonly row: QueueRow }) {
  const now = useNow();
  return (
    <dl class="facts">
      <Fact label={t("window.status")}>{t(row.status === "in_call" ? "queue.inCall" : "queue.waiting")}</Fact>
      <Fact label={t("window.since")}>
        <time dateTime={machineTime(row.arrivedAt)}>{timeOfDay(row.arrivedAt)}</time>{" "}
        <span class="waited">({duration(row.arrivedAt, now)})</span>
      </Fact>
      <Fact label={t("window.connection")}>
        {row.connected ? t("queue.connected") : <span class="warning">{t("queue.reconnecting")}</span>}
      </Fact>
      {row.reference !== null && (
        <Fact label={t("window.reference")}>
          <bdi>{row.reference}</bdi>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
