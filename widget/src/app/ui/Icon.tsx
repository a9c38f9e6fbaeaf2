interface Props {
  /** One of icons.ts, or of the side that shows it alone. */
  readonly path: string;
  /** Whether what it shows goes the way of the text. */
  readonly mirrored?: boolean;
}

/** Decoration only: what it means is said by the words or the label around it. */
export function Icon({ path, mirrored }: Props) {
  return (
    <svg class="icon" data-mirrored={mirrored} viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
