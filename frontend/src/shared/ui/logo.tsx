interface LogoProps {
  /** Edge length in CSS pixels. */
  size: number;
  /** Thickness of the lines, in 32nds of the edge. */
  stroke: number;
}

/** Crosshair with a red core. */
export function Logo({ size, stroke }: LogoProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden>
      <g stroke="var(--mantine-color-cyan-6)" strokeWidth={stroke}>
        <circle cx="16" cy="16" r="9" />
        <path d="M16 1v9M16 22v9M1 16h9M22 16h9" />
      </g>
      <circle
        cx="16"
        cy="16"
        r={stroke * 1.1}
        fill="var(--mantine-color-red-5)"
      />
    </svg>
  );
}
