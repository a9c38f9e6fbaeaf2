import { duration } from "../../i18n/time";
import { t } from "../../i18n/patient";
import { Icon } from "../../ui/Icon";
import { CALL } from "../../ui/icons";
import type { CallModel, Person } from "../../ui/model";
import { useNow } from "../../ui/useNow";
import { HostCard } from "./HostCard";
import { LeaveButton } from "./LeaveButton";
import type { Stage } from "./props";
import { placeWords } from "./words";

interface Props {
  readonly person: Person;
  readonly stage: Stage<"visiting">;
  readonly onLeave: () => Promise<void>;
}

/** Where the patient stands: their place and how long, or the call. */
export function QueueStatus({ person, stage, onLeave }: Props) {
  const inCall = stage.status === "in_call";
  return (
    <div class="queue-status" data-testid="queue-status" data-status={stage.status}>
      <HostCard person={person} inCall={inCall} />
      {person.line !== "" && (
        <p class="host-line">
          <bdi>{person.line}</bdi>
        </p>
      )}
      {inCall ? <InCall name={person.name} call={stage.call} /> : <Waiting stage={stage} />}
      <LeaveButton undelivered={stage.undelivered} onLeave={onLeave} />
    </div>
  );
}

function Waiting({ stage: { place, confirming, arrivedAt } }: { readonly stage: Stage<"visiting"> }) {
  const now = useNow();
  return (
    <div class="place">
      <div role="status">
        {place !== null && <p class="place-words">{placeWords(place)}</p>}
        {confirming && <p class="reconnecting">{t("queue.reconnecting")}</p>}
      </div>
      <p>{t("queue.waiting", { time: duration(arrivedAt, now) })}</p>
    </div>
  );
}

function InCall({ name, call }: { readonly name: string; readonly call: CallModel | null }) {
  const url = call?.url ?? null;
  return (
    <div class="call">
      <p class="place-words" role="status">
        {t("call.title", { name })}
      </p>
      {url !== null && (
        <a class="button primary wide" href={url} target="_blank" rel="noopener noreferrer">
          <Icon path={CALL} mirrored />
          {t("call.join")}
        </a>
      )}
      <p>{t(url === null ? "call.elsewhere" : "call.newTab")}</p>
    </div>
  );
}
