import { Icon, type IconName } from "./Icon";

interface Props {
  readonly icon: IconName;
  readonly label: string;
  /** Left out where the button submits a form. */
  readonly onClick?: () => void;
  readonly disabled?: boolean;
  readonly class?: string;
  readonly id?: string;
}

export function IconButton({ icon, label, onClick, disabled = false, class: extra = "", id }: Props) {
  return (
    <button
      type={onClick === undefined ? "submit" : "button"}
      id={id}
      class={`icon-button ${extra}`}
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
