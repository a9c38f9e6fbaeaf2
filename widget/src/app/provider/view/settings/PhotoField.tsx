import { useId, useRef } from "preact/hooks";
import { t } from "../../../i18n/settings";
import { Avatar } from "../../../ui/Avatar";
import type { Person, Problem, ProviderActions } from "../../../ui/model";
import { Outcome } from "./Outcome";
import { squarePhoto } from "./photo";
import { useSaving } from "./useSaving";

interface Props {
  readonly me: Person;
  readonly actions: Pick<ProviderActions, "setPhoto">;
}

export function PhotoField({ me, actions }: Props) {
  const id = useId();
  const choose = useRef<HTMLInputElement>(null);
  const { busy, problem, saved, save } = useSaving();
  const take = async (file: File): Promise<Problem | null> => {
    const photo = await squarePhoto(file);
    return photo === null ? { code: "bad_picture" } : actions.setPhoto(photo);
  };
  const focusChoose = () => choose.current?.focus(); // the button that was pressed is gone

  return (
    <div class="photo-field" role="group" aria-label={t("profile.photo")} aria-busy={busy}>
      <Avatar name={me.name} photo={me.photo} size="large" />
      <div class="photo-buttons">
        <input
          ref={choose}
          class="unseen"
          type="file"
          id={id}
          accept="image/*"
          onChange={({ currentTarget: input }) => {
            const file = input.files?.[0];
            if (file !== undefined) save(() => take(file));
            input.value = ""; // so that the same file can be chosen again
          }}
        />
        <label class="button" for={id}>
          {t(me.photo === null ? "profile.choosePhoto" : "profile.changePhoto")}
        </label>
        {me.photo !== null && (
          <button
            type="button"
            class="button quiet"
            onClick={() => save(() => actions.setPhoto(null), focusChoose)}
          >
            {t("profile.removePhoto")}
          </button>
        )}
      </div>
      <Outcome problem={problem} saved={saved} />
    </div>
  );
}
