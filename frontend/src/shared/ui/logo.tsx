/** Crosshair with a red core; `size` in CSS pixels. */
export function Logo({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden>
      <g stroke="var(--mantine-color-cyan-6)" strokeWidth="2.4">
        <circle cx="16" cy="16" r="9" />
        <path d="M16 1v9M16 22v9M1 16h9M22 16h9" />
      </g>
      <circle cx="16" cy="16" r="2.6" fill="var(--mantine-color-red-5)" />
    </svg>
  );
}
