import { useRef } from "preact/hooks";
import { problemText, t } from "../../../i18n/provider";
import { Alert } from "../../../ui/Alert";
import { Dialog } from "../../../ui/Dialog";
import type { ProviderActions, ProviderModel, QueueRow } from "../../../ui/model";
import { PatientFacts } from "./PatientFacts";
import { useAttempt } from "../useAttempt";
import { VisitActions } from "./VisitActions";
import { nameOf } from "../words";

interface Props {
  readonly visit: string;
  readonly model: ProviderModel;
  readonly actions: ProviderActions;
  readonly onChat: (visit: string) => void;
  readonly onClose: () => void;
}

/** Everything about one visit, and what can be done with it. */
export function PatientWindow({ visit, model, actions, onChat, onClose }: Props) {
  const { busy, problem, attempt } = useAttempt();
  const row = model.queue.find((each) => each.visit === visit) ?? null;
  const known = useLastKnown(row);
  const present = busy ? known : row; // what ends the visit closes the window: nothing in it changes before
  const name = nameOf(known?.name ?? null);

  return (
    <Dialog title={t("window.title")} testId="patient-window" onClose={onClose}>
      <h3>
        <bdi>{name}</bdi>
      </h3>
      {present !== null && <PatientFacts row={present} />}
      {problem !== null && <Alert>{problemText(problem.code)}</Alert>}
      {present !== null && (
        <VisitActions
          row={present}
          busy={busy}
          model={model}
          onChat={onChat}
          onStart={() => attempt(() => actions.startCall(visit))}
          onEnd={() => attempt(() => actions.endCall(visit), onClose)}
          onRemove={() => attempt(() => actions.remove(visit), onClose)}
        />
      )}
      <p class="window-left" role="status">
        {present === null && t("window.left", { name })}
      </p>
    </Dialog>
  );
}

function useLastKnown(row: QueueRow | null): QueueRow | null {
  const known = useRef(row);
  if (row !== null) known.current = row;
  return known.current;
}
