import { useState } from "preact/hooks";
import { t } from "../../i18n/patient";
import { Dialog } from "../../ui/Dialog";

/** Leaving is asked about once more: it gives the place away. */
export function LeaveButton({ onLeave }: { readonly onLeave: () => void }) {
  const [asking, setAsking] = useState(false);
  const stay = () => setAsking(false);
  return (
    <>
      <button type="button" class="leave" onClick={() => setAsking(true)}>
        {t("leave.button")}
      </button>
      {asking && (
        <Dialog title={t("leave.title")} onClose={stay}>
          <p>{t("leave.text")}</p>
          <div class="dialog-actions">
            <button type="button" class="button" data-first onClick={stay}>
              {t("leave.stay")}
            </button>
            <button
              type="button"
              class="button danger"
              onClick={() => {
                stay();
                onLeave();
              }}
            >
              {t("leave.confirm")}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
