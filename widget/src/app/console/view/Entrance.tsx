import { problemText, t } from "../../i18n/console";
import { Logo, type LogoProps } from "../../ui/Logo";
import { Notice } from "../../ui/Notice";
import type { SignedIn } from "../api";
import type { Console, Inside, Stage } from "../console";
import { RoomChoice } from "./RoomChoice";
import { SignIn } from "./SignIn";

export type Way = Pick<Console<Inside>, "start" | "signIn" | "signOut" | "enter" | "changeRoom">;

interface Props {
  /** Of the server that has one alone; who has signed in sees that of their account. */
  readonly clinic?: LogoProps["clinic"];
  readonly stage: Exclude<Stage<Inside>, { readonly stage: "inside" }>;
  readonly way: Way;
}

/** Everything before a room. */
export function Entrance({ clinic, stage, way }: Props) {
  const shown = stage.stage === "rooms" ? stage.account.clinic : clinic;
  return (
    <main class="entrance">
      {shown && (
        <p class="clinic">
          <Logo clinic={shown} alt="" />
          <bdi>{shown.name}</bdi>
        </p>
      )}
      {content(stage, way)}
    </main>
  );
}

function content(now: Props["stage"], way: Way) {
  switch (now.stage) {
    case "loading":
      return (
        <div class="hint" role="status">
          <h1>{t("loading")}</h1>
        </div>
      );
    case "unreachable":
      return (
        <Notice
          heading="h1"
          title={t("unreachable.title")}
          text={problemText(now.problem.code, now.problem.retryAfter)}
        >
          <button type="button" class="button primary" onClick={() => void way.start()}>
            {t("unreachable.retry")}
          </button>
        </Notice>
      );
    case "sign_in":
      return <SignIn why={now.problem} onSignIn={(email, password) => way.signIn(email, password)} />;
    case "rooms":
      return (
        <RoomChoice
          account={now.account}
          problem={now.problem}
          onChoose={(slug: string, account: SignedIn) => way.enter(account, slug)}
          onSignOut={() => way.signOut()}
        />
      );
    default:
      return now satisfies never;
  }
}
