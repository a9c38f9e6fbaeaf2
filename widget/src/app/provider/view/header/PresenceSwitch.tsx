import { problemText, t } from "../../../i18n/provider";
import { Alert } from "../../../ui/Alert";
import type { Presence, Problem } from "../../../ui/model";
import { useAttempt } from "../useAttempt";

interface Props {
  readonly presence: Presence;
  readonly onChange: (away: boolean) => Promise<Problem | null>;
}

/** Online or away, by hand. On a call it shows only that: the call says more. */
export function PresenceSwitch({ presence, onChange }: Props) {
  const { problem, attempt } = useAttempt();
  const here = presence !== "away";
  return (
    <div class="presence">
      <span aria-hidden="true">{t(`presence.${presence}`)}</span>
      <button
        type="button"
        class="switch"
        role="switch"
        aria-checked={here}
        aria-label={t("presence.switch")}
        disabled={presence === "on_call" || presence === "offline"}
        onClick={() => attempt(() => onChange(here))}
      />
      {problem !== null && <Alert>{problemText(problem.code)}</Alert>}
    </div>
  );
}
