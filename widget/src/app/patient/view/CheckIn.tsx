import { useLayoutEffect, useRef } from "preact/hooks";
import { problemText, t } from "../../i18n/patient";
import { Alert } from "../../ui/Alert";
import { Field } from "../../ui/Field";
import { useArrivalFocus } from "../../ui/focus";
import { late } from "../../ui/late";
import type { PatientActions, Person } from "../../ui/model";
import { HostCard } from "./HostCard";
import { Privacy } from "./Privacy";
import type { CheckInForm, Stage } from "./props";

const Elsewhere = late(async () => {
  const loaded = await import("./Elsewhere");
  return loaded.withTexts();
});

interface Props {
  readonly person: Person;
  readonly stage: Stage<"check_in">;
  readonly form: CheckInForm;
  readonly setForm: (form: CheckInForm) => void;
  readonly actions: Pick<PatientActions, "checkIn">;
}

export function CheckIn({ person, stage, form, setForm, actions }: Props) {
  const nameField = useRef<HTMLInputElement>(null);
  const passcodeField = useRef<HTMLInputElement>(null);
  const name = form.name ?? stage.name;
  const code = stage.problem?.code;
  useArrivalFocus(() => nameField.current);

  useLayoutEffect(() => {
    if (code === "name_missing") nameField.current?.focus();
    if (code === "wrong_passcode") passcodeField.current?.focus();
  }, [stage.problem]);

  return (
    <form
      class="stage check-in"
      data-testid="check-in"
      onSubmit={(event) => {
        event.preventDefault();
        actions.checkIn(name, form.passcode);
      }}
    >
      {stage.elsewhere !== null && <Elsewhere />}
      <HostCard person={person} />
      <p class="intro">{t("checkIn.intro", { name: person.name })}</p>
      <Field
        label={t("checkIn.name")}
        value={name}
        onChange={(name) => setForm({ ...form, name })}
        autocomplete="name"
        invalid={code === "name_missing"}
        kept={stage.name}
        fieldRef={nameField}
      />
      {stage.passcode && (
        <Field
          label={t("checkIn.passcode")}
          hint={t("checkIn.passcodeHint")}
          value={form.passcode}
          onChange={(passcode) => setForm({ ...form, passcode })}
          autocomplete="off"
          invalid={code === "wrong_passcode"}
          fieldRef={passcodeField}
        />
      )}
      {code !== undefined && <Alert>{problemText(code)}</Alert>}
      <button type="submit" class="button primary wide" aria-disabled={stage.busy}>
        {t(stage.busy ? "checkIn.busy" : "checkIn.submit")}
      </button>
      <Privacy />
    </form>
  );
}
