import { find, t } from "../../i18n/patient";
import { Box } from "../../ui/Box";
import { ChatBox } from "../../ui/ChatBox";
import { ConnectionStatus } from "../../ui/ConnectionStatus";
import { Logo } from "../../ui/Logo";
import { OfflineLine } from "../../ui/OfflineLine";
import type { PatientModel, PatientStage } from "../../ui/model";
import { host, type PatientViewProps } from "./props";
import { StageView } from "./StageView";
import { chatWords, placeWords } from "./words";

/** One panel for everything: its header's controls minimize and close the whole of it. */
export function EmbeddedPanel(props: PatientViewProps) {
  const { model, actions, memory } = props;
  const { panel, chat, unread } = model;
  if (panel === "closed") return null;

  const heading = (
    <>
      {panel === "open" && <Logo clinic={props.clinic} />}
      <Heading model={model} />
      {panel === "open" && props.tools}
    </>
  );
  const above = (
    <>
      <OfflineLine text={find(`trouble.${model.connection}`)} />
      <StageView {...props} />
    </>
  );
  return (
    <main class="patient embedded" data-connection={model.connection}>
      {chat === null ? (
        <Box
          name={host(model).name}
          state={panel}
          heading={heading}
          unread={unread}
          actions={actions}
          testId={panel === "minimized" ? "chat-box" : undefined}
        >
          {above}
        </Box>
      ) : (
        <ChatBox
          chat={{ ...chat, state: panel }}
          actions={actions}
          words={chatWords(chat, props)}
          heading={heading}
          memory={memory}
          unread={unread}
          above={above}
        />
      )}
    </main>
  );
}

/** Open, the panel says where one is; as a bar, whom one talks to, and how far the visit is. */
function Heading({ model }: { readonly model: PatientModel }) {
  const isBar = model.panel === "minimized";
  const { name } = host(model);
  return (
    <div class="heading-words">
      <h1>
        <bdi>{isBar ? name : t("room.label")}</bdi>
      </h1>
      {isBar && <VisitState stage={model.stage} name={name} />}
      <ConnectionStatus connection={model.connection} />
    </div>
  );
}

function VisitState({ stage, name }: { readonly stage: PatientStage; readonly name: string }) {
  const words = wordsFor(stage, name);
  return (
    words !== "" && (
      <p class="visit-state" data-testid="visit-state">
        {words}
      </p>
    )
  );
}

function wordsFor(stage: PatientStage, name: string): string {
  if (stage.stage === "ended") return t(`ended.${stage.reason}`);
  if (stage.stage !== "visiting") return "";
  return stage.status === "in_call" ? t("call.title", { name }) : placeWords(stage.place);
}
