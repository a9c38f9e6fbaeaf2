import { useState } from "preact/hooks";
import type { Problem } from "../../../ui/model";
import { useAttempt } from "../useAttempt";

interface Saving {
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** What was saved last has been, and nothing was changed since. */
  readonly saved: boolean;
  readonly save: (action: () => Promise<Problem | null>, onDone?: () => void) => void;
  readonly touch: () => void;
}

/** Saves something, and knows what there is to say about it. */
export function useSaving(): Saving {
  const [saved, setSaved] = useState(false);
  const { busy, problem, attempt } = useAttempt();
  return {
    busy,
    problem,
    saved: saved && problem === null,
    save: (action, onDone) => {
      setSaved(false);
      attempt(action, () => {
        setSaved(true);
        onDone?.();
      });
    },
    touch: () => setSaved(false),
  };
}
