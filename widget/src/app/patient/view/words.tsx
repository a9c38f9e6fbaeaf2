import { t } from "../../i18n/patient";
import type { ChatWords } from "../../ui/ChatBox";
import type { ChatModel } from "../../ui/model";
import { Next } from "./Next";
import { Privacy } from "./Privacy";
import type { PatientViewProps } from "./props";

export function chatWords({ departure, writing }: ChatModel, props: PatientViewProps): ChatWords {
  return {
    departed: departure === null ? null : [t("chat.ended"), t("departed.erase")],
    empty: (
      <>
        <Next {...props} />
        {writing === "allowed" && <Privacy />}
      </>
    ),
    unwritable: unwritable(writing),
  };
}

/** Nothing while the place is not known. */
export function placeWords(place: number | null): string {
  if (place === null) return "";
  return place === 1 ? t("queue.next") : t("queue.place", { count: place });
}

function unwritable(writing: ChatModel["writing"]): string | null {
  switch (writing) {
    case "allowed":
      return null;
    case "gone":
      return t("chat.ended");
    case "not_first":
      return t("chat.noFirst");
    default:
      return writing satisfies never;
  }
}
