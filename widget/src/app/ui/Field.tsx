import type { RefObject } from "preact";
import { useId } from "preact/hooks";

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: "text" | "email" | "password";
  readonly autocomplete: "name" | "username" | "current-password" | "new-password" | "off";
  readonly maxLength?: number;
  readonly invalid: boolean;
  /** A value from before, perhaps of another person: it is selected as a whole, so that typing replaces it. */
  readonly kept?: string;
  readonly fieldRef?: RefObject<HTMLInputElement | null>;
}

/** One line of text with its label above it. */
export function Field({
  label,
  hint,
  value,
  onChange,
  type = "text",
  autocomplete,
  maxLength,
  invalid,
  kept,
  fieldRef,
}: Props) {
  const id = useId();
  const selectKept = ({ currentTarget: field }: { readonly currentTarget: HTMLInputElement }) => {
    if (field.value === kept) field.select();
  };
  const kind = type as "text"; // Preact's types know one kind of field at a time
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        ref={fieldRef ?? null}
        type={kind}
        dir={value === "" ? undefined : "auto"}
        value={value}
        autocomplete={autocomplete}
        maxLength={maxLength}
        aria-invalid={invalid}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onFocus={selectKept}
        onClick={selectKept}
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
