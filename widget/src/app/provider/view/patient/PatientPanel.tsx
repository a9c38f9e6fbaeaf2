import { problemText, t } from "../../../i18n/provider";
import { Alert } from "../../../ui/Alert";
import type { ProviderActions, ProviderModel } from "../../../ui/model";
import { useAttempt } from "../useAttempt";
import { useFocusKept } from "../useFocusHome";
import { nameOf } from "../words";
import { PatientFacts } from "./PatientFacts";

interface Props {
  readonly model: ProviderModel;
  readonly actions: Pick<ProviderActions, "remove">;
}

/** On a wide screen: what is known of the patient in the chat box. Its place stays where there is none. */
export function PatientPanel({ model: { chat, queue }, actions }: Props) {
  const { busy, problem, attempt } = useAttempt(chat?.visit);
  const act = useFocusKept();
  if (chat === null) return <div class="patient-panel" />;
  const row = queue.find(({ visit }) => visit === chat.visit) ?? null;
  const name = chat.name === "" ? nameOf(null) : chat.name;
  return (
    <aside class="patient-panel" aria-label={t("panel.title", { name })} data-testid="patient-panel">
      <h2>
        <bdi>{name}</bdi>
      </h2>
      {row === null ? <p class="hint">{t("chat.departed")}</p> : <PatientFacts row={row} />}
      {problem !== null && <Alert>{problemText(problem.code)}</Alert>}
      {row !== null && (
        <button
          type="button"
          class="button danger quiet"
          aria-disabled={busy}
          onClick={() => {
            act();
            attempt(() => actions.remove(row.visit));
          }}
        >
          {t("panel.remove", { name })}
        </button>
      )}
    </aside>
  );
}
