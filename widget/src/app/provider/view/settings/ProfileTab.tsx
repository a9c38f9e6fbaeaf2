import { t } from "../../../i18n/settings";
import { Field } from "../../../ui/Field";
import type { Person, Problem, ProviderActions } from "../../../ui/model";
import { Outcome } from "./Outcome";
import { PhotoField } from "./PhotoField";
import { useSaving } from "./useSaving";

const LONGEST = { name: 80, title: 80, line: 160 } as const; // characters, as the server's

type Profile = Pick<Person, keyof typeof LONGEST>;

/** What was typed and not saved; the rest of the profile is shown as it is, however it changes. */
export type ProfileDraft = Partial<Profile>;

interface Props {
  readonly me: Person;
  readonly actions: Pick<ProviderActions, "setProfile" | "setPhoto" | "setLine">;
  readonly draft: ProfileDraft;
  readonly setDraft: (draft: ProfileDraft) => void;
}

/** What patients are shown of the provider. */
export function ProfileTab({ me, actions, draft, setDraft }: Props) {
  const saving = useSaving();
  const shown = { ...me, ...draft };
  const field = (name: keyof Profile) => ({
    value: shown[name],
    maxLength: LONGEST[name],
    autocomplete: "off" as const,
    invalid: name === "name" && saving.problem?.code === "name_missing",
    onChange: (value: string) => {
      saving.touch();
      setDraft({ ...draft, [name]: value });
    },
  });
  return (
    <>
      <p class="hint">{t("profile.intro")}</p>
      <PhotoField me={me} actions={actions} />
      <form
        class="settings-form"
        onSubmit={(event) => {
          event.preventDefault();
          saving.save(
            () => saveProfile(me, shown, actions),
            () => setDraft({}),
          );
        }}
      >
        <Field label={t("profile.name")} {...field("name")} />
        <Field label={t("profile.title")} hint={t("profile.titleHint")} {...field("title")} />
        <Field label={t("profile.line")} hint={t("profile.lineHint")} {...field("line")} />
        <div class="settings-save">
          <button type="submit" class="button primary" aria-disabled={saving.busy}>
            {t("save")}
          </button>
          {isChange(me, shown) && <span class="hint">{t("profile.unsaved")}</span>}
          <Outcome problem={saving.problem} saved={saving.saved} />
        </div>
      </form>
    </>
  );
}

function isChange(me: Profile, shown: Profile): boolean {
  return shown.name !== me.name || shown.title !== me.title || shown.line !== me.line;
}

/** Only what was changed: a clinic's portal goes on to set the rest. */
async function saveProfile(me: Profile, wanted: Profile, actions: Props["actions"]): Promise<Problem | null> {
  const [name, title, line] = [wanted.name, wanted.title, wanted.line].map((text) => text.trim());
  if (name === undefined || title === undefined || line === undefined || name === "")
    return { code: "name_missing" };
  if (name !== me.name || title !== me.title) {
    const problem = await actions.setProfile(name, title);
    if (problem !== null) return problem;
  }
  return line === me.line ? null : actions.setLine(line);
}
