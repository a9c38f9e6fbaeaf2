import { useState } from "preact/hooks";
import { t } from "../../../i18n/settings";
import { Field } from "../../../ui/Field";
import type { Problem } from "../../../ui/model";
import { useAttempt } from "../useAttempt";
import { Outcome } from "./Outcome";

const SHORTEST = 12; // characters, as the server's
const LONGEST = 128;
const EMPTY = { current: "", next: "", again: "" };

/** The field that a problem is about. */
const FIELD_OF: Readonly<Record<string, keyof typeof EMPTY>> = {
  wrong_password: "current",
  bad_password: "next",
  password_mismatch: "again",
};

interface Props {
  readonly onSave: (current: string, next: string) => Promise<Problem | null>;
}

export function PasswordForm({ onSave }: Props) {
  const [values, setValues] = useState(EMPTY);
  const { busy, problem, attempt } = useAttempt();
  const wrong = FIELD_OF[problem?.code ?? ""];
  const field = (name: keyof typeof EMPTY) => ({
    type: "password" as const,
    autocomplete: name === "current" ? ("current-password" as const) : ("new-password" as const),
    value: values[name],
    maxLength: LONGEST,
    invalid: wrong === name,
    onChange: (value: string) => setValues((old) => ({ ...old, [name]: value })),
  });
  return (
    <section class="settings-form" aria-label={t("security.password")}>
      <h3>{t("security.password")}</h3>
      <form
        class="settings-form"
        onSubmit={(event) => {
          event.preventDefault();
          attempt(
            async () => mistake(values) ?? onSave(values.current, values.next),
            () => setValues(EMPTY),
          );
        }}
      >
        <Field label={t("security.current")} {...field("current")} />
        <Field
          label={t("security.new")}
          hint={t("security.newHint", { count: SHORTEST })}
          {...field("next")}
        />
        <Field label={t("security.repeat")} {...field("again")} />
        <p class="hint">{t("security.passwordHint")}</p>
        <div class="settings-save">
          <button type="submit" class="button primary" aria-disabled={busy}>
            {t("security.password")}
          </button>
          <Outcome problem={problem} />
        </div>
      </form>
    </section>
  );
}

/** What the server need not be asked about. */
function mistake({ next, again }: typeof EMPTY): Problem | null {
  if ([...next].length < SHORTEST) return { code: "bad_password" };
  return next === again ? null : { code: "password_mismatch" };
}
