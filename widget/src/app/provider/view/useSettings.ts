import { useRef, useState } from "preact/hooks";
import type { Settings } from "../../protocol/types";
import type { Problem, ProviderActions } from "../../ui/model";

interface SettingsChange {
  /** Why the last change was not saved. */
  readonly problem: Problem | null;
  readonly change: (more: Partial<Settings>) => void;
}

/** Settings that are saved with every change. */
export function useSettings({ changeSettings }: Pick<ProviderActions, "changeSettings">): SettingsChange {
  const latest = useRef(0);
  const [problem, setProblem] = useState<Problem | null>(null);

  const save = async (more: Partial<Settings>) => {
    latest.current += 1;
    const mine = latest.current;
    setProblem(null);
    const refused = await changeSettings(more);
    if (latest.current === mine) setProblem(refused); // else the change after this one says how it went
  };
  return { problem, change: (more) => void save(more) };
}
