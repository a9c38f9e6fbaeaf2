import { Icon } from "./Icon";

interface Props {
  /** Its path. */
  readonly icon: string;
  readonly label: string;
  /** Left out where the button submits a form. */
  readonly onClick?: () => void;
  readonly disabled?: boolean;
  /** Does nothing now, and can still have the focus. */
  readonly inactive?: boolean;
  readonly class?: string;
  readonly id?: string;
  /** Whether what it opens and closes is open. */
  readonly expanded?: boolean;
}

export function IconButton({
  icon,
  label,
  onClick,
  disabled = false,
  inactive,
  class: extra = "",
  id,
  expanded,
}: Props) {
  return (
    <button
      type={onClick === undefined ? "submit" : "button"}
      id={id}
      class={`icon-button ${extra}`}
      aria-label={label}
      aria-expanded={expanded}
      title={label}
      disabled={disabled}
      aria-disabled={inactive}
      onClick={onClick}
    >
      <Icon path={icon} />
    </button>
  );
}
