import { useState } from "preact/hooks";
import { t } from "../../i18n/patient";
import { Dialog } from "../../ui/Dialog";

interface Props {
  /** No place in the queue is left to lose. */
  readonly inCall: boolean;
  /** How many messages nobody has received: they would be lost. */
  readonly undelivered: number;
  readonly onLeave: () => Promise<void>;
}

/** Leaving is asked about once more: it gives the place away. */
export function LeaveButton({ inCall, undelivered, onLeave }: Props) {
  const [asking, setAsking] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const stay = () => setAsking(false);
  const leave = async () => {
    stay();
    setLeaving(true);
    await onLeave();
    setLeaving(false);
  };
  return (
    <>
      <button
        type="button"
        class="leave"
        disabled={leaving}
        aria-busy={leaving}
        onClick={() => setAsking(true)}
      >
        {t(leaving ? "leave.busy" : "leave.button")}
      </button>
      {asking && (
        <Dialog title={t("leave.title")} onClose={stay}>
          <p>{t(inCall ? "leave.inCall" : "leave.text")}</p>
          {undelivered > 0 && <p>{t("leave.undelivered", { count: undelivered })}</p>}
          <div class="dialog-actions">
            <button type="button" class="button" data-first onClick={stay}>
              {t("leave.stay")}
            </button>
            <button type="button" class="button danger" onClick={() => void leave()}>
              {t("leave.confirm")}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
