import { duration, isJustNow } from "../../i18n/time";
import { t } from "../../i18n/patient";
import { Icon } from "../../ui/Icon";
import { CALL } from "../../ui/icons";
import type { CallModel, PatientActions, Person } from "../../ui/model";
import { useNow } from "../../ui/useNow";
import { late } from "../../ui/late";
import { HostCard } from "./HostCard";
import { LeaveButton } from "./LeaveButton";
import type { Stage } from "./props";
import { Urgent } from "./Next";
import { placeWords } from "./words";

const SoundSwitch = late(async () => {
  const loaded = await import("./SoundSwitch");
  return loaded.withTexts();
});

interface Props {
  readonly person: Person;
  readonly stage: Stage<"visiting">;
  /** The clinic's emergency line, unless it is shown elsewhere. */
  readonly emergency: string | null;
  readonly actions: Pick<PatientActions, "leave" | "setSound">;
}

/** Where the patient stands: their place and how long, or the call. */
export function QueueStatus({ person, stage, emergency, actions }: Props) {
  const inCall = stage.status === "in_call";
  return (
    <div class="queue-status" data-testid="queue-status" data-status={stage.status} tabIndex={-1}>
      <HostCard person={person} inCall={inCall} />
      {person.line !== "" && (
        <p class="host-line">
          <bdi>{person.line}</bdi>
        </p>
      )}
      {inCall ? (
        <InCall name={person.name} call={stage.call} />
      ) : (
        <Waiting name={person.name} stage={stage} />
      )}
      <LeaveButton inCall={inCall} undelivered={stage.undelivered} onLeave={() => actions.leave()} />
      {(!inCall || emergency !== null) && (
        <div class="sound">
          {!inCall && <SoundSwitch on={stage.sound} onChange={(on) => actions.setSound(on)} />}
          <Urgent line={emergency} />
        </div>
      )}
    </div>
  );
}

function Waiting({ name, stage }: { readonly name: string; readonly stage: Stage<"visiting"> }) {
  const { place, confirming, absence, arrivedAt } = stage;
  const now = useNow();
  return (
    <div class="place">
      <div role="status">
        {place !== null && <p class="place-words">{placeWords(place)}</p>}
        {confirming && <p class="reconnecting">{t("queue.reconnecting")}</p>}
        {absence !== null && <p>{t(`absence.${absence}`, { name })}</p>}
      </div>
      <p>
        {isJustNow(arrivedAt, now)
          ? t("queue.joined")
          : t("queue.waiting", { time: duration(arrivedAt, now) })}
      </p>
    </div>
  );
}

function InCall({ name, call }: { readonly name: string; readonly call: CallModel | null }) {
  const url = call?.url ?? null;
  return (
    <div class="call">
      <p class="place-words">{t("call.title", { name })}</p>
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
