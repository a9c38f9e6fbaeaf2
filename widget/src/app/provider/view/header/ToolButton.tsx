const PATHS = {
  settings:
    "M4 8h6.5M15.5 8H20M13 5.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5zM4 16h2.5M11.5 16H20M9 13.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5z",
  keys: "M4 7h16a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1zM7 10.5v.01M12 10.5v.01M17 10.5v.01M8 13.5h8",
  rooms: "M4 9h13M13 5l4 4M20 15H7M11 19l-4-4",
  signOut: "M10 5H6a1 1 0 0 0-1 1v12a1 1 0 0 0 1 1h4M14.5 8l4 4-4 4M18 12H9.5",
} as const;

interface Props {
  readonly icon: keyof typeof PATHS;
  readonly label: string;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

/** A button in the header. Its icons are not those of ui/, which patients download as well. */
export function ToolButton({ icon, label, busy = false, disabled = false, onClick }: Props) {
  return (
    <button
      type="button"
      class="icon-button"
      data-tool={icon}
      aria-label={label}
      title={label}
      aria-busy={busy}
      disabled={disabled}
      onClick={onClick}
    >
      <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
        <path d={PATHS[icon]} />
      </svg>
    </button>
  );
}
