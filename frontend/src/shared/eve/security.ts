/** Colours of the game's client, index = security in tenths (0.0 and below share one). */
const COLOURS = [
  "#8d3163",
  "#731f1f",
  "#bb1116",
  "#ce440f",
  "#dc6c06",
  "#f5ff83",
  "#71e754",
  "#60dba3",
  "#4ecdf8",
  "#399aeb",
  "#2c75e1",
] as const;

const BLACK = "#000000";
const WHITE = "#ffffff";

/** Security status as the game writes it: one decimal, and never "-0.0". */
export function securityText(security: number): string {
  return (Math.round(security * 10) / 10 + 0).toFixed(1);
}

/** Background in the game's colour, and black or white text, whichever reads better on it. */
export function securityColours(security: number): {
  background: string;
  text: string;
} {
  const tenths = Math.min(10, Math.max(0, Math.round(security * 10)));
  const background = COLOURS[tenths] ?? COLOURS[0];
  const isBlackBetter =
    contrast(background, BLACK) > contrast(background, WHITE);
  return { background, text: isBlackBetter ? BLACK : WHITE };
}

/** Contrast ratio of two `#rrggbb` colours by WCAG 2, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort(
    (a, b) => a - b,
  );
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const channel = (at: number): number => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
