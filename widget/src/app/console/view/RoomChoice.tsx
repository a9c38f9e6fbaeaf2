import { useEffect, useRef, useState } from "preact/hooks";
import { problemText, t } from "../../i18n/console";
import { Alert } from "../../ui/Alert";
import type { RefusedRequest, SignedIn } from "../api";

interface Props {
  readonly account: SignedIn;
  readonly problem: RefusedRequest | null;
  readonly onChoose: (slug: string, account: SignedIn) => Promise<void>;
  readonly onSignOut: () => Promise<RefusedRequest | null>;
}

export function RoomChoice({ account, problem, onChoose, onSignOut }: Props) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<RefusedRequest | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const shown = failure ?? problem;

  const attempt = async (action: () => Promise<RefusedRequest | null>) => {
    if (busy) return;
    setBusy(true);
    setFailure(await action());
    setBusy(false);
  };
  return (
    <div class="card" aria-busy={busy}>
      <div class="card-header">
        <h1 ref={heading} tabIndex={-1}>
          {t("rooms.title")}
        </h1>
        {/* Up here, because "Sign in" was below: the second press of a double click would sign out again. */}
        <button type="button" class="button" onClick={() => void attempt(onSignOut)}>
          {t("signOut.button")}
        </button>
      </div>
      <p class="hint">
        <bdi>{t("rooms.greeting", { name: account.name })}</bdi>
      </p>
      {shown !== null && <Alert>{problemText(shown.code, shown.retryAfter)}</Alert>}
      {account.rooms.length === 0 ? (
        <p>{t("rooms.none")}</p>
      ) : (
        <ul class="rooms">
          {account.rooms.map(({ slug, name, title }) => (
            <li key={slug}>
              <button
                type="button"
                class="room-button"
                onClick={() =>
                  void attempt(async () => {
                    await onChoose(slug, account);
                    return null;
                  })
                }
              >
                <bdi class="room-name">{name}</bdi>
                {title !== "" && <bdi class="hint">{title}</bdi>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
