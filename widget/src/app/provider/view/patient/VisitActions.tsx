import { t } from "../../../i18n/provider";
import { Icon } from "../../../ui/Icon";
import { CALL, CHAT } from "../../../ui/icons";
import type { ProviderModel, QueueRow } from "../../../ui/model";
import { InCallWith } from "./InCallWith";

interface Props {
  readonly row: QueueRow;
  readonly model: ProviderModel;
  /** Something asked for is still under way. */
  readonly busy: boolean;
  /** Opens the chat with this or another patient. */
  readonly onChat: (visit: string) => void;
  readonly onStart: () => void;
  readonly onEnd: () => void;
  readonly onRemove: () => void;
}

export function VisitActions(props: Props) {
  const { row, busy, onChat, onEnd, onRemove } = props;
  return (
    <div class="dialog-actions">
      <button type="button" class="button primary" data-first onClick={() => onChat(row.visit)}>
        <Icon path={CHAT} mirrored />
        {t("window.chat")}
      </button>
      {row.status === "waiting" && <StartCall {...props} />}
      {row.call?.url != null && (
        <a class="button" href={row.call.url} target="_blank" rel="noopener noreferrer">
          <Icon path={CALL} mirrored />
          {t("window.join")}
        </a>
      )}
      {row.mayEndCall && (
        <button type="button" class="button" aria-disabled={busy} onClick={onEnd}>
          {t("window.end")}
        </button>
      )}
      <button type="button" class="button danger quiet" aria-disabled={busy} onClick={onRemove}>
        {t("window.remove")}
      </button>
    </div>
  );
}

const REASON_ID = "start-call-reason";

function StartCall({ row, model, busy, onStart, onChat }: Props) {
  const callElsewhere = model.inCallWith !== null && model.inCallWith !== row.visit;
  return (
    <>
      <button
        type="button"
        class="button"
        aria-disabled={busy}
        disabled={callElsewhere}
        aria-describedby={callElsewhere ? REASON_ID : undefined}
        onClick={onStart}
      >
        <Icon path={CALL} mirrored />
        {t("window.start")}
      </button>
      {callElsewhere && <InCallWith model={model} id={REASON_ID} onGo={onChat} />}
    </>
  );
}
