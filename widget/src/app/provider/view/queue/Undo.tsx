import "./undo.css";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { problemText, t } from "../../../i18n/provider";
import type { EndingRow } from "../../../ui/model";
import { focusHome } from "../useFocusHome";
import { nameOf } from "../words";

const SECOND = 1_000; // ms

interface Props {
  readonly rows: readonly EndingRow[];
  readonly onUndo: (visit: string) => void;
}

type Undoable = EndingRow & { readonly undo: NonNullable<EndingRow["undo"]> };

/**
 * What did not come of an end or of Undo, and the ends of visits that can be undone on this page, the newest first. Lies over the page,
 * so that nothing moves as it comes and goes, and is said once: the time that runs is for the eyes alone.
 */
export function Undo({ rows, onUndo }: Props) {
  const undoable = rows
    .filter((row): row is Undoable => row.undo !== null)
    .sort((one, other) => other.undo.until - one.undo.until);
  const news = rows.filter(({ problem }) => problem !== null);
  const said = useUnsaid(undoable);
  return (
    <>
      <p class="unseen" aria-live="polite">
        {said !== undefined && `${whatHappened(said)} ${t("undo")}`}
      </p>
      {undoable.length + news.length > 0 && (
        <div class="undo">
          {news.map((row) => (
            <News key={row.visit} row={row} onDismiss={onUndo} />
          ))}
          {undoable.length > 0 && (
            <div role="status" aria-live="off" data-testid="undo">
              {undoable.map((row) => (
                <Line key={row.visit} row={row} onUndo={onUndo} />
              ))}
            </div>
          )}
        </div>
      )}
    </>
  );
}

/** What was not said before, from the moment on at which the window that it was asked for in is closed. */
function useUnsaid(undoable: readonly Undoable[]): Undoable | undefined {
  const known = useRef(new Set<string>());
  const [saying, say] = useState("");
  const unsaid = undoable.map(keyOf).find((key) => !known.current.has(key));
  useEffect(() => {
    if (unsaid === undefined) return;
    known.current.add(unsaid);
    say(unsaid);
  }, [unsaid]);
  return undoable.find((row) => keyOf(row) === saying);
}

function keyOf({ visit, undo }: Undoable): string {
  return `${visit} ${undo.until}`;
}

function News({ row, onDismiss }: { readonly row: EndingRow; readonly onDismiss: Props["onUndo"] }) {
  const id = useId();
  const button = useFocusAfter(row.visit);
  return (
    <div class="undo-line">
      <p id={id} role="alert">
        {whatCame(row)}
      </p>
      <button
        type="button"
        class="button"
        ref={button}
        aria-describedby={id}
        onClick={() => onDismiss(row.visit)}
      >
        {t("dialog.close")}
      </button>
    </div>
  );
}

/** Where the focus goes from a button that disappears with what it was for. */
function useFocusAfter(visit: string) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const own = button.current;
    return () => {
      if (own !== null && own === document.activeElement) queueMicrotask(() => focusHome(visit));
    };
  }, [visit]);
  return button;
}

function Line({ row, onUndo }: { readonly row: Undoable; readonly onUndo: Props["onUndo"] }) {
  const { visit, undo } = row;
  const id = useId();
  const button = useFocusAfter(visit);
  return (
    <div class="undo-line">
      <p id={id}>{whatHappened(row)}</p>
      <button type="button" class="button" ref={button} aria-describedby={id} onClick={() => onUndo(visit)}>
        {t("undo")}
      </button>
      <Time {...undo} />
    </div>
  );
}

/** What is left of the time, every second. The style sheet has it glide to where it will be a second later, or not. */
function Time({ until, within }: Undoable["undo"]) {
  const [left, setLeft] = useState(() => until - performance.now());
  useEffect(() => {
    const count = () => setLeft(until - performance.now() - SECOND);
    const timer = setInterval(count, SECOND);
    count();
    return () => clearInterval(timer);
  }, [until]);
  const share = Math.min(1, Math.max(0, left / within));
  return <span class="undo-time" style={{ transform: `scaleX(${share})` }} aria-hidden="true" />;
}

function whatCame(row: EndingRow): string {
  const code = row.problem?.code ?? "";
  if (code === "too_late") return `${t("undo.tooLate")} ${whatHappened(row)}`;
  const reason = code === "not_told" ? t("undo.noConnection") : problemText(code);
  return `${t(`undo.not_${row.departure}`, { name: nameOf(row.name) })} ${reason}`;
}

function whatHappened({ departure, name }: EndingRow): string {
  return t(`departed.${departure}`, { name: nameOf(name) });
}
