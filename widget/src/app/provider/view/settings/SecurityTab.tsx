import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../../../i18n/settings";
import type { AccountView } from "../../../protocol/types";
import type { ProviderActions } from "../../../ui/model";
import { useAttempt } from "../useAttempt";
import { Outcome } from "./Outcome";
import { PasswordForm } from "./PasswordForm";

interface Props {
  readonly account: AccountView;
  readonly actions: Pick<ProviderActions, "setPassword" | "signOutEverywhere">;
}

export function SecurityTab({ account: { email, password }, actions }: Props) {
  return (
    <>
      {email !== null && <p>{t("security.account", { email })}</p>}
      {password ? (
        <PasswordForm onSave={(current, next) => actions.setPassword(current, next)} />
      ) : (
        <p class="hint">{t("security.noPassword")}</p>
      )}
      <SignOutEverywhere onConfirm={() => actions.signOutEverywhere()} />
    </>
  );
}

function SignOutEverywhere({ onConfirm }: { readonly onConfirm: ProviderActions["signOutEverywhere"] }) {
  const [asking, ask] = useState(false);
  const { busy, problem, attempt } = useAttempt();
  const [button, cancel] = [useRef<HTMLButtonElement>(null), useRef<HTMLButtonElement>(null)];
  const wasAsking = useRef(false);
  useLayoutEffect(() => {
    if (asking) cancel.current?.focus();
    else if (wasAsking.current) button.current?.focus();
    wasAsking.current = asking;
  }, [asking]);

  return (
    <section class="settings-form" aria-label={t("security.everywhere")}>
      <h3>{t("security.everywhere")}</h3>
      <p class="hint">{t("security.everywhereHint")}</p>
      {asking ? (
        <div class="settings-save" role="group" aria-label={t("security.confirm")}>
          <p>{t("security.confirm")}</p>
          <button type="button" class="button danger" aria-disabled={busy} onClick={() => attempt(onConfirm)}>
            {t("security.everywhere")}
          </button>
          <button type="button" class="button" ref={cancel} onClick={() => ask(false)}>
            {t("cancel")}
          </button>
        </div>
      ) : (
        <div class="settings-save">
          <button type="button" class="button" ref={button} onClick={() => ask(true)}>
            {t("security.everywhere")}
          </button>
        </div>
      )}
      <Outcome problem={problem} />
    </section>
  );
}
