import { useLayoutEffect, useRef } from "preact/hooks";
import { late } from "../../../ui/late";
import type { ProviderActions, ProviderModel } from "../../../ui/model";
import type { Ways } from "../useWays";
import type { ShortcutsProps } from "./ShortcutsDialog";
import { useShortcuts } from "./useShortcuts";

const ShortcutsDialog = late<ShortcutsProps>(async () => {
  const loaded = await import("./ShortcutsDialog");
  return loaded.withTexts();
});

interface Props {
  readonly model: ProviderModel;
  readonly actions: Pick<ProviderActions, "openChat" | "changeSettings">;
  readonly ways: Ways;
  /** Whether the list of the shortcuts is open. */
  readonly listed: boolean;
  readonly list: (listed: boolean) => void;
}

/**
 * The keyboard shortcuts, and their list. Single characters, so that they work with one hand: the account can switch them off, since
 * they are in the way of those who dictate (WCAG 2.1.4).
 */
export function Keys({ model: { account }, actions, ways, listed, list }: Props) {
  const read = useReading();
  const go = (visit: string | null, walk: () => void) => {
    if (visit === null) return;
    read(visit);
    walk();
  };
  const isOn = account?.settings.shortcuts !== false;
  useShortcuts(
    isOn
      ? {
          n: () => go(ways.next, ways.goNext),
          p: () => go(ways.previous, ways.goPrevious),
          r: () => document.querySelector<HTMLElement>(".composer textarea:not(:disabled)")?.focus(),
          "?": () => list(true),
        }
      : null,
  );
  if (!listed) return null;
  return <ShortcutsDialog isOn={isOn} actions={actions} onClose={() => list(false)} />;
}

/** A chat that a key has opened is read first: in the composer the keys would be letters. */
function useReading(): (visit: string) => void {
  const wanted = useRef(false);
  useLayoutEffect(() => {
    if (!wanted.current) return;
    wanted.current = false;
    document.querySelector<HTMLElement>(".log")?.focus();
  });
  return () => (wanted.current = true);
}
