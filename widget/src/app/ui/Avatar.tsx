import { initials } from "./initials";
import type { Presence } from "./model";

interface Props {
  readonly name: string;
  readonly photo?: string | null;
  readonly presence?: Presence;
  readonly size?: "small" | "large";
}

/** Decoration: the name and the presence are always written beside it. */
export function Avatar({ name, photo = null, presence, size = "small" }: Props) {
  return (
    <span class="avatar" data-size={size} aria-hidden="true">
      {photo === null ? <span class="initials">{initials(name)}</span> : <img src={photo} alt="" />}
      {presence !== undefined && <span class="presence-dot" data-presence={presence} />}
    </span>
  );
}
