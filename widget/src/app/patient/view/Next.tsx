import { t } from "../../i18n/patient";
import { late } from "../../ui/late";
import { emergencyLine, host, saysNext, type PatientViewProps } from "./props";

const Meanwhile = late(async () => {
  const loaded = await import("./Meanwhile");
  return loaded.withTexts();
});

/** What happens next, and what to do meanwhile. */
export function Next(props: PatientViewProps) {
  const { model } = props;
  if (!saysNext(model)) return null;
  return (
    <Meanwhile
      caller={host(model).name}
      write={model.chat?.writing !== "not_first" && t("chat.empty")}
      emergency={emergencyLine(props)}
    />
  );
}

interface UrgentProps {
  /** The clinic's emergency line, if it has one. */
  readonly line: string | null;
  /** Whether there is room for it; else it is a press away. */
  readonly open?: boolean;
}

export function Urgent({ line, open }: UrgentProps) {
  return line !== null && <Meanwhile emergency={line} open={open} />;
}
