import { useRef, useState } from "preact/hooks";
import type { AccountView, Settings } from "../../protocol/types";
import type { Problem, ProviderActions } from "../../ui/model";

interface SettingsChange {
  /** As they will be once everything asked for is saved. */
  readonly settings: Settings;
  /** Why the last change was not saved. */
  readonly problem: Problem | null;
  readonly change: (more: Partial<Settings>) => void;
}

/** Settings that are saved with every change, and show it at once; several quick changes add up. */
export function useSettings(
  { settings: saved }: AccountView,
  { setSettings }: Pick<ProviderActions, "setSettings">,
): SettingsChange {
  const wanted = useRef<Settings | null>(null);
  const [, redraw] = useState({});
  const [problem, setProblem] = useState<Problem | null>(null);

  const save = async (next: Settings) => {
    wanted.current = next;
    setProblem(null);
    redraw({});
    const refused = await setSettings(next);
    if (wanted.current !== next) return; // the change after this one says how it went
    wanted.current = null;
    setProblem(refused);
    redraw({});
  };
  const settings = wanted.current ?? saved;
  const change = (more: Partial<Settings>) => void save({ ...(wanted.current ?? saved), ...more });
  return { settings, problem, change };
}
