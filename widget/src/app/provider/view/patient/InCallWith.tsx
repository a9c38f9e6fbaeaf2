import { t } from "../../../i18n/provider";
import type { ProviderModel } from "../../../ui/model";
import { nameOf } from "../words";

interface Props {
  readonly model: ProviderModel;
  readonly id?: string;
  /** Goes to the patient of the call. */
  readonly onGo: (visit: string) => void;
}

/** Why no other call can be started, and the way to the call that is in the way. Nothing without one. */
export function InCallWith({ model: { queue, inCallWith }, id, onGo }: Props) {
  if (inCallWith === null) return null;
  const name = nameOf(queue.find(({ visit }) => visit === inCallWith)?.name ?? null);
  return (
    <div class="in-call-with">
      <p id={id}>{t("call.busy", { name })}</p>
      <button type="button" class="button" onClick={() => onGo(inCallWith)}>
        {t("call.goTo", { name })}
      </button>
    </div>
  );
}
