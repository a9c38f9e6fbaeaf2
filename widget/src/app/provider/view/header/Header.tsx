import type { ComponentChildren } from "preact";
import { t } from "../../../i18n/provider";
import { Avatar } from "../../../ui/Avatar";
import { ConnectionStatus } from "../../../ui/ConnectionStatus";
import { Logo, type LogoProps } from "../../../ui/Logo";
import type { Person, ProviderActions, ProviderModel } from "../../../ui/model";
import { LineEditor } from "./LineEditor";
import { PresenceSwitch } from "./PresenceSwitch";
import { SettingsButton } from "./SettingsButton";
import { ToolButton } from "./ToolButton";

interface Props {
  readonly model: ProviderModel;
  readonly actions: ProviderActions;
  readonly clinic: LogoProps["clinic"];
  /** More of them, on a page of its own. */
  readonly tools: ComponentChildren;
  /** Lists the keyboard shortcuts. */
  readonly onKeys: () => void;
}

export function Header({ model, actions, clinic, tools, onKeys }: Props) {
  const { room, me, connection } = model;
  return (
    <header class="provider-header">
      <Logo clinic={clinic} />
      <RoomTitle room={room} clinic={tools === undefined ? undefined : clinic?.name} />
      <ConnectionStatus connection={connection} />
      {me === null ? <MeSkeleton /> : <Me me={me} room={room?.name ?? ""} actions={actions} />}
      <div class="tools">
        <ToolButton icon="keys" label={t("keys.title")} onClick={onKeys} />
        <SettingsButton key={me?.id} model={model} actions={actions} />
        {tools}
      </div>
    </header>
  );
}

interface RoomTitleProps extends Pick<ProviderModel, "room"> {
  /** On a page of its own: a clinic's page shows by itself whose it is. */
  readonly clinic: string | undefined;
}

function RoomTitle({ room, clinic }: RoomTitleProps) {
  if (room === null) {
    return (
      <div class="room">
        <h1 class="skeleton">
          <span class="unseen">{t("queue.loading")}</span>
        </h1>
      </div>
    );
  }
  return (
    <div class="room">
      <h1>
        <bdi>{room.name}</bdi>
      </h1>
      {[room.title, clinic].map(
        (text) =>
          text && (
            <p key={text}>
              <bdi>{text}</bdi>
            </p>
          ),
      )}
    </div>
  );
}

function MeSkeleton() {
  return (
    <div class="me" aria-hidden="true">
      <span class="avatar skeleton" />
      <span class="skeleton" />
    </div>
  );
}

interface MeProps {
  readonly me: Person;
  /** What the room is called: often the provider's own name, which one need not read twice. */
  readonly room: string;
  readonly actions: ProviderActions;
}

function Me({ me, room, actions }: MeProps) {
  return (
    <div class="me">
      <LineEditor line={me.line} onSave={(line) => actions.setLine(line)} />
      <Avatar name={me.name} photo={me.photo} presence={me.presence} />
      {me.name !== room && <bdi class="me-name">{me.name}</bdi>}
      <PresenceSwitch presence={me.presence} onChange={(away) => actions.setAway(away)} />
    </div>
  );
}
