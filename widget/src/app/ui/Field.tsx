import type { RefObject } from "preact";
import { useId } from "preact/hooks";

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autocomplete: "name" | "off";
  readonly invalid: boolean;
  readonly fieldRef?: RefObject<HTMLInputElement | null>;
}

/** One line of text with its label above it. */
export function Field({ label, hint, value, onChange, autocomplete, invalid, fieldRef }: Props) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        ref={fieldRef ?? null}
        type="text"
        dir={value === "" ? undefined : "auto"}
        value={value}
        autocomplete={autocomplete}
        aria-invalid={invalid}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
