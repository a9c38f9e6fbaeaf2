import type { ComponentChildren } from "preact";
import { t } from "../../i18n/provider";
import { Avatar } from "../../ui/Avatar";
import { ConnectionStatus } from "../../ui/ConnectionStatus";
import { Logo, type LogoProps } from "../../ui/Logo";
import type { Person, ProviderActions, ProviderModel } from "../../ui/model";
import { LineEditor } from "./LineEditor";
import { PresenceSwitch } from "./PresenceSwitch";
import { SettingsButton } from "./SettingsButton";

interface Props {
  readonly model: ProviderModel;
  readonly actions: ProviderActions;
  readonly clinic: LogoProps["clinic"];
  readonly tools: ComponentChildren;
}

export function Header({ model, actions, clinic, tools }: Props) {
  const { room, me, connection } = model;
  return (
    <header class="provider-header">
      <Logo clinic={clinic} />
      <RoomTitle room={room} />
      <ConnectionStatus connection={connection} />
      <div class="tools">
        <SettingsButton model={model} actions={actions} />
        {tools}
      </div>
      {me === null ? <MeSkeleton /> : <Me me={me} actions={actions} />}
    </header>
  );
}

function RoomTitle({ room }: Pick<ProviderModel, "room">) {
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
      {room.title !== "" && (
        <p>
          <bdi>{room.title}</bdi>
        </p>
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

function Me({ me, actions }: { readonly me: Person; readonly actions: ProviderActions }) {
  return (
    <div class="me">
      <Avatar name={me.name} photo={me.photo} presence={me.presence} />
      <div class="me-words">
        <bdi class="me-name">{me.name}</bdi>
        <LineEditor line={me.line} onSave={(line) => actions.setLine(line)} />
      </div>
      <PresenceSwitch presence={me.presence} onChange={(away) => actions.setAway(away)} />
    </div>
  );
}
