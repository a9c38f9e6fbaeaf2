import { useState } from "preact/hooks";
import type { Problem } from "../../ui/model";

interface Attempt {
  /** Something asked for is still under way; another attempt is ignored until then. */
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly attempt: (action: () => Promise<Problem | null>, onDone?: () => void) => void;
}

/** Asks for something that may be refused, once at a time. */
export function useAttempt(): Attempt {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const run = async (action: () => Promise<Problem | null>, onDone?: () => void) => {
    setBusy(true);
    setProblem(null);
    const refused = await action();
    setBusy(false);
    setProblem(refused);
    if (refused === null) onDone?.();
  };
  return { busy, problem, attempt: (action, onDone) => void (busy || run(action, onDone)) };
}
