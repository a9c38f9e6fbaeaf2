import { useEffect, useRef, useState } from "preact/hooks";
import { problemText, t } from "../../i18n/console";
import { Alert } from "../../ui/Alert";
import { Field } from "../../ui/Field";
import { Icon } from "../../ui/Icon";
import { LOCK } from "../../ui/icons";
import type { RefusedRequest } from "../api";

interface Props {
  /** Why somebody who was signed in is not any more. */
  readonly why: RefusedRequest | null;
  readonly onSignIn: (email: string, password: string) => Promise<RefusedRequest | null>;
}

export function SignIn({ why, onSignIn }: Props) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<RefusedRequest | null>(null);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);

  const submit = async () => {
    setBusy(true);
    setProblem(null); // an alert speaks when it appears, so the same one has to appear anew
    setProblem(await onSignIn(email.trim(), password));
    setBusy(false);
  };
  const failed = problem?.code === "sign_in_failed";
  return (
    <form
      class="card"
      aria-labelledby="sign-in"
      aria-busy={busy}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit();
      }}
    >
      <h1 id="sign-in">{t("signIn.title")}</h1>
      {why === null ? (
        <p class="hint">{t("signIn.intro")}</p>
      ) : (
        <p class="why" role="status">
          {problemText(why.code, why.retryAfter)}
        </p>
      )}
      <Field
        label={t("signIn.email")}
        type="email"
        autocomplete="username"
        value={email}
        onChange={setEmail}
        invalid={failed}
        fieldRef={first}
      />
      <Field
        label={t("signIn.password")}
        type="password"
        autocomplete="current-password"
        value={password}
        onChange={setPassword}
        invalid={failed}
      />
      {problem !== null && <Alert>{problemText(problem.code, problem.retryAfter)}</Alert>}
      <button type="submit" class="button primary wide" aria-disabled={busy}>
        {t(busy ? "signIn.busy" : "signIn.submit")}
      </button>
      <p class="privacy">
        <Icon path={LOCK} />
        {t("signIn.privacy")}
      </p>
    </form>
  );
}
