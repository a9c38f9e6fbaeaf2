/** The wait for somebody else, where a person is about to check in: loaded by tabs that keep a visit to another room. */
import { effect } from "@preact/signals-core";
import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { loadTexts } from "../../i18n";
import { t } from "../../i18n/later";
import { t as tPatient } from "../../i18n/patient";
import { Alert } from "../../ui/Alert";
import { Badge } from "../../ui/Badge";
import { MessageItem } from "../../ui/MessageItem";
import { otherVisit, type OtherWait } from "../otherVisit";

export async function withTexts(): Promise<FunctionComponent> {
  await loadTexts();
  return Elsewhere;
}

/** Nothing until the server says that the visit goes on. */
function Elsewhere() {
  const [wait, setWait] = useState<OtherWait | null>(null);
  useEffect(() => effect(() => setWait(otherVisit.value?.model.value ?? null)), []);
  if (wait === null) return null;
  return wait.state === "over" ? (
    <Unseen wait={wait} onSeen={() => otherVisit.value?.erase()} />
  ) : (
    <OtherVisitNotice
      wait={wait}
      onGo={() => goTo(wait.room)}
      onLeave={() => void otherVisit.value?.leave()}
    />
  );
}

interface NoticeProps {
  readonly wait: OtherWait;
  readonly onGo: () => void;
  readonly onLeave: () => void;
}

export function OtherVisitNotice({ wait, onGo, onLeave }: NoticeProps) {
  const { name, state, leaving, unread } = wait;
  const isLeaving = leaving === "busy";
  return (
    <div class="elsewhere" data-testid="elsewhere">
      <p role="status">
        {state === "called" ? tPatient("call.title", { name }) : t("elsewhere.title", { name })}
      </p>
      <p>{t("elsewhere.givesUp")}</p>
      {leaving === "failed" && <Alert>{t("elsewhere.failed")}</Alert>}
      <button type="button" class="button primary" onClick={onGo}>
        {t("elsewhere.go")}
        <Badge count={unread.length} />
      </button>
      <button type="button" class="button" aria-disabled={isLeaving} onClick={() => !isLeaving && onLeave()}>
        {t("elsewhere.leave")}
      </button>
    </div>
  );
}

/** What came before the visit ended: there is no page any more that one could go to. */
export function Unseen({ wait, onSeen }: { readonly wait: OtherWait; readonly onSeen: () => void }) {
  return (
    <div class="elsewhere" data-testid="elsewhere">
      <p role="status">{t("elsewhere.unseen", { name: wait.name })}</p>
      {wait.unread.map((message) => (
        <MessageItem key={message.id} message={message} name={wait.name} waits={false} first last />
      ))}
      <button type="button" class="button" onClick={onSeen}>
        {t("elsewhere.seen")}
      </button>
    </div>
  );
}

/**
 * The room's own page has the same address but for the room, in a frame as well: the panel stays where it is and shows the other waiting
 * room, whatever tag the clinic's page has.
 */
function goTo(room: string): void {
  location.assign(encodeURIComponent(room));
}
