import { useState } from "preact/hooks";
import { problemText, t } from "../../i18n/console";
import { Alert } from "../../ui/Alert";
import { Dialog } from "../../ui/Dialog";
import { ToolButton } from "../../provider/view/header/ToolButton";
import { useAttempt } from "../../provider/view/useAttempt";
import type { RoomChoice } from "../api";
import type { Way } from "./Entrance";

interface Props {
  readonly rooms: readonly RoomChoice[];
  readonly way: Way;
  /** Whether messages would be lost if the page went now. */
  readonly holdsTheOnlyCopy: () => boolean;
}

/** What the console adds to the header of a room. */
export function Tools({ rooms, way, holdsTheOnlyCopy }: Props) {
  const [asking, ask] = useState(false);
  const { busy, problem, attempt } = useAttempt();
  const signOut = () => attempt(() => way.signOut());
  const stay = () => ask(false);
  return (
    <>
      {rooms.length > 1 && (
        <ToolButton icon="rooms" label={t("rooms.change")} onClick={() => way.changeRoom()} />
      )}
      <ToolButton
        icon="signOut"
        label={t("signOut.button")}
        busy={busy}
        onClick={() => (holdsTheOnlyCopy() ? ask(true) : signOut())}
      />
      {(asking || problem !== null) && (
        <Dialog title={t("signOut.title")} onClose={stay}>
          {asking && <p>{t("signOut.undelivered")}</p>}
          {problem !== null && <Alert>{problemText(problem.code)}</Alert>}
          <div class="dialog-actions">
            <button type="button" class="button danger" onClick={signOut}>
              {t("signOut.button")}
            </button>
            <button type="button" class="button" data-first onClick={stay}>
              {t("signOut.stay")}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
