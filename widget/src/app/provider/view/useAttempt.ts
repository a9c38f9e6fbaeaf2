import { useState } from "preact/hooks";
import type { Problem } from "../../ui/model";

interface Attempt {
  /** Something asked for is still under way; another attempt is ignored until then. */
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly attempt: (action: () => Promise<Problem | null>, onDone?: () => void) => void;
}

interface State {
  readonly subject: string;
  readonly busy: boolean;
  readonly problem: Problem | null;
}

/**
 * Asks for something that may be refused, once at a time.
 * @param subject what it is about, such as a visit: what came of another one is not shown
 */
export function useAttempt(subject = ""): Attempt {
  const [state, setState] = useState<State>({ subject, busy: false, problem: null });
  const { busy, problem } = state.subject === subject ? state : { busy: false, problem: null };

  const run = async (action: () => Promise<Problem | null>, onDone?: () => void) => {
    setState({ subject, busy: true, problem: null });
    const refused = await action();
    setState((now) => (now.subject === subject ? { subject, busy: false, problem: refused } : now));
    if (refused === null) onDone?.();
  };
  return { busy, problem, attempt: (action, onDone) => void (busy || run(action, onDone)) };
}
