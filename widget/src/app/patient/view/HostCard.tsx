import { t } from "../../i18n/patient";
import { Avatar } from "../../ui/Avatar";
import type { Person } from "../../ui/model";

interface Props {
  readonly person: Person;
  /** The patient is in the call that keeps this person busy. */
  readonly inCall?: boolean;
}

/** Whom the patient waits for; that they are away, or back, is said aloud. In a call, the call is what matters. */
export function HostCard({ person, inCall = false }: Props) {
  const { id, name, title, photo, presence } = person;
  const known = id !== ""; // the room stands in for people nobody knows of yet
  return (
    <div class="host">
      <Avatar name={name} photo={photo} {...(known && { presence })} size="large" />
      <div class="host-words" role={inCall ? undefined : "status"}>
        <p class="host-name">
          <bdi>{name}</bdi>
        </p>
        {title !== "" && (
          <p>
            <bdi>{title}</bdi>
          </p>
        )}
        {known && presence !== "offline" && (
          <p class="host-presence" data-presence={presence}>
            {inCall && presence === "on_call" ? t("presence.yours") : t(`presence.${presence}`)}
          </p>
        )}
      </div>
    </div>
  );
}
