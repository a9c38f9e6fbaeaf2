import { problemText, t } from "../../i18n/patient";
import { Notice } from "../../ui/Notice";
import { Blocked } from "./Blocked";
import { CheckIn } from "./CheckIn";
import { Ended } from "./Ended";
import { HostCard } from "./HostCard";
import { emergencyLine, host, saysNext, type PatientViewProps } from "./props";
import { QueueStatus } from "./QueueStatus";
import { Urgent } from "./Next";

/** What the patient's visit has come to, without the chat. */
export function StageView(props: PatientViewProps) {
  const { model, actions, form, setForm } = props;
  const { stage } = model;
  const emergency = emergencyLine(props);
  const person = host(model);
  switch (stage.stage) {
    case "check_in":
      return <CheckIn person={person} stage={stage} form={form} setForm={setForm} actions={actions} />;
    case "unavailable":
      return (
        <div class="stage">
          <HostCard person={person} />
          <Notice title={t("unavailable.title")} text={problemText(stage.problem.code)}>
            <Urgent line={emergency} open />
          </Notice>
        </div>
      );
    case "entering":
      return <Entering />;
    case "visiting":
      return (
        <QueueStatus
          person={person}
          stage={stage}
          emergency={saysNext(model) ? null : emergency}
          actions={actions}
        />
      );
    case "ended":
      return (
        <Ended
          stage={stage}
          withChat={model.chat !== null}
          emergency={emergency}
          onAgain={() => actions.restart()}
        />
      );
    case "replaced":
      return (
        <Notice title={t("replaced.title")} text={t("replaced.text")}>
          <button type="button" class="button primary" onClick={() => actions.takeBack()}>
            {t("replaced.button")}
          </button>
        </Notice>
      );
    case "blocked":
      return <Blocked code={stage.problem.code} onRetry={() => actions.restart()} />;
    default:
      return stage satisfies never;
  }
}

function Entering() {
  return (
    <div class="queue-status" aria-busy="true">
      <p class="unseen" role="status">
        {t("entering")}
      </p>
      <div class="host">
        <span class="avatar skeleton" data-size="large" />
        <div class="host-words">
          <span class="host-name skeleton" />
          <span class="skeleton" />
          <span class="skeleton" />
        </div>
      </div>
      <span class="place-words skeleton" />
      <span class="waited skeleton" />
    </div>
  );
}
