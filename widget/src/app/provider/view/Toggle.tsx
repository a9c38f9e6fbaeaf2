import { useId } from "preact/hooks";

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
  /** Heads a group, be it of itself alone. */
  readonly strong?: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A switch with its label before it, which is pressed as well as the switch is. */
export function Toggle({ label, hint, checked, strong = false, onChange }: Props) {
  const id = useId();
  const hintId = useId();
  return (
    <div class="toggle">
      <label for={id} class={strong ? "strong" : ""}>
        {label}
      </label>
      <button
        type="button"
        id={id}
        class="switch"
        role="switch"
        aria-checked={checked}
        aria-label={label}
        aria-describedby={hint === undefined ? undefined : hintId}
        onClick={() => onChange(!checked)}
      />
      {hint !== undefined && (
        <p class="hint" id={hintId}>
          {hint}
        </p>
      )}
    </div>
  );
}
