import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";

export interface Tab {
  readonly id: string;
  readonly label: string;
  readonly panel: ComponentChildren;
}

interface Props {
  readonly label: string;
  readonly tabs: readonly Tab[];
}

/** One panel at a time. All are drawn, so that what was typed in one is still there after a look at another. */
export function Tabs({ label, tabs }: Props) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [selected, select] = useState(0);
  const move = (event: KeyboardEvent) => {
    const next = goal(event.key, selected, tabs.length, isRightToLeft(list.current));
    if (next === null) return;
    event.preventDefault();
    select(next);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };
  return (
    <div class="tabs">
      <div class="tab-list" role="tablist" aria-label={label} ref={list} tabIndex={-1} onKeyDown={move}>
        {tabs.map((tab, at) => (
          <button
            type="button"
            role="tab"
            key={tab.id}
            id={`${id}-tab-${tab.id}`}
            aria-controls={`${id}-${tab.id}`}
            aria-selected={at === selected}
            tabIndex={at === selected ? 0 : -1}
            data-first={at === selected ? "" : undefined}
            onClick={() => select(at)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      {tabs.map((tab, at) => (
        <div
          class="tab-panel"
          role="tabpanel"
          key={tab.id}
          id={`${id}-${tab.id}`}
          aria-labelledby={`${id}-tab-${tab.id}`}
          hidden={at !== selected}
        >
          {tab.panel}
        </div>
      ))}
    </div>
  );
}

/** Where a key leads: along the row or the column that the tabs stand in. */
function goal(key: string, from: number, count: number, rightToLeft: boolean): number | null {
  const forth = rightToLeft ? "ArrowLeft" : "ArrowRight";
  const back = rightToLeft ? "ArrowRight" : "ArrowLeft";
  if (key === forth || key === "ArrowDown") return (from + 1) % count;
  if (key === back || key === "ArrowUp") return (from + count - 1) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}

function isRightToLeft(element: HTMLElement | null): boolean {
  return element !== null && getComputedStyle(element).direction === "rtl";
}
