import { t } from "../../i18n/patient";
import type { ChatWords } from "../../ui/ChatBox";
import type { ChatModel } from "../../ui/model";
import { Privacy } from "./Privacy";

export function chatWords({ departure, writing }: ChatModel): ChatWords {
  return {
    departed: departure === null ? null : [t("chat.ended"), t("departed.erase")],
    empty: writing === "allowed" && <First />,
    unwritable: unwritable(writing),
  };
}

/** Nothing while the place is not known. */
export function placeWords(place: number | null): string {
  if (place === null) return "";
  return place === 1 ? t("queue.next") : t("queue.place", { count: place });
}

/** Before the first message: what can be done here, and who reads it. */
function First() {
  return (
    <>
      <p>{t("chat.empty")}</p>
      <Privacy />
    </>
  );
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
