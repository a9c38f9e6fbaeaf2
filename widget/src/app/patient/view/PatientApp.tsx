import { useEffect, useState } from "preact/hooks";
import { useChatMemory } from "../../ui/ChatBox";
import { EmbeddedPanel } from "./EmbeddedPanel";
import { StandalonePage } from "./StandalonePage";
import type { CheckInForm, PatientViewProps } from "./props";

const EMPTY_FORM: CheckInForm = { name: "", passcode: "" };

/** The patient's side: a panel on the clinic's page, or a page of its own. */
export function PatientApp(props: Pick<PatientViewProps, "model" | "actions" | "clinic" | "tools">) {
  const { model } = props;
  const [form, setForm] = useState(EMPTY_FORM); // kept here: a panel that is minimized or closed loses nothing
  const memory = useChatMemory();
  useEffect(() => {
    if (model.stage.stage === "visiting") setForm(EMPTY_FORM); // nor does it keep a name for the next person
  }, [model.stage.stage]);
  const View = model.standalone ? StandalonePage : EmbeddedPanel;
  return <View {...props} form={form} setForm={setForm} memory={memory} />;
}
