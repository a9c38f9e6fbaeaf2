import { t } from "../../i18n/patient";
import { Icon } from "../../ui/Icon";
import { LOCK } from "../../ui/icons";

/** What becomes of a name and of messages, where somebody is about to write the first of them. */
export function Privacy() {
  return (
    <p class="privacy">
      <Icon path={LOCK} />
      {t("checkIn.privacy")}
    </p>
  );
}
