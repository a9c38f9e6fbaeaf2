import { useEffect, useRef, useState } from "preact/hooks";
import { useChatMemory } from "../../ui/ChatBox";
import type { CheckInForm, PatientView, PatientViewProps } from "./props";

const EMPTY_FORM: CheckInForm = { name: null, passcode: "" };

interface Props extends Pick<PatientViewProps, "model" | "actions" | "clinic" | "tools"> {
  /** A panel on the clinic's page, or a page of its own. */
  readonly view: PatientView;
}

/** The patient's side, however it is shown. */
export function PatientApp({ view: View, ...props }: Props) {
  const { model } = props;
  const [form, setForm] = useState(EMPTY_FORM); // kept here: a panel that is minimized or closed loses nothing
  const memory = useChatMemory();
  useEffect(() => {
    if (model.stage.stage === "visiting") setForm(EMPTY_FORM); // nor does it keep a name for the next person
  }, [model.stage.stage]);
  const offered = model.stage.stage === "check_in" ? model.stage.name : null;
  const before = useRef(offered);
  useEffect(() => {
    if (offered === "" && before.current) setForm(EMPTY_FORM); // the panel was closed: what was made of that name goes with it
    before.current = offered ?? before.current;
  }, [offered]);
  return <View {...props} form={form} setForm={setForm} memory={memory} />;
}
