import { createTheme, type CSSVariablesResolver } from "@mantine/core";

/** Near-black blue of space, one cold accent, quiet lines; dark unless the pilot chooses light. */
export const theme = createTheme({
  primaryColor: "cyan",
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: "sm",
  cursorType: "pointer",
  fontFamily:
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  headings: { fontWeight: "650" },
  colors: {
    dark: [
      "#d6dde4",
      "#b4bfca",
      "#93a1af",
      "#5f6d7b",
      "#33404d",
      "#25303b",
      "#18212a",
      "#0d1319",
      "#0a0f14",
      "#06090d",
    ],
  },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "#f5f7f9",
    "--mantine-color-dimmed": "#52606d",
    "--kr-line": "#d9dfe5",
    "--kr-panel": "#ffffff",
    "--kr-hover": "#eef3f7",
  },
  dark: {
    "--mantine-color-dimmed": "#93a1af",
    "--mantine-color-anchor": "#66cfe6",
    "--kr-line": "#1f2a34",
    "--kr-panel": "#10171e",
    "--kr-hover": "#16202a",
  },
});
