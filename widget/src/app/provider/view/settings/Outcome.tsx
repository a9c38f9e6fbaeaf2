import { problemText, t } from "../../../i18n/settings";
import { Alert } from "../../../ui/Alert";
import type { Problem } from "../../../ui/model";

interface Props {
  readonly problem: Problem | null;
  readonly saved?: boolean;
}

/** What became of the last thing that was asked for. */
export function Outcome({ problem, saved = false }: Props) {
  return (
    <>
      {problem !== null && <Alert>{problemText(problem.code)}</Alert>}
      <p class="saved" role="status">
        {saved && t("saved")}
      </p>
    </>
  );
}
