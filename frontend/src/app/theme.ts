import {
  Badge,
  createTheme,
  Modal,
  Paper,
  type CSSVariablesResolver,
} from "@mantine/core";

/** Near-black blue of space, one cold accent, quiet lines; dark unless the pilot chooses light. */
export const theme = createTheme({
  primaryColor: "cyan",
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: "sm",
  cursorType: "pointer",
  fontFamily:
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  headings: { fontWeight: "650" },
  components: {
    Badge: Badge.extend({ defaultProps: { tt: "none", fw: 600 } }),
    Modal: Modal.extend({
      styles: {
        header: { backgroundColor: "var(--kr-panel)" },
        title: { fontWeight: 600, lineHeight: 1.3 },
      },
    }),
    Paper: Paper.extend({
      defaultProps: { radius: "md" },
      styles: {
        root: {
          backgroundColor: "var(--kr-panel)",
          borderColor: "var(--kr-line)",
        },
      },
    }),
  },
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
    "--mantine-color-cyan-light-color": "#0b5f6d",
    "--mantine-color-red-light-color": "#b02525",
    "--mantine-color-red-outline": "#b02525",
    "--mantine-color-teal-light-color": "#06694b",
    "--mantine-color-yellow-light-color": "#7a4d00",
    "--mantine-color-yellow-outline": "#7a4d00",
    "--kr-line": "#d9dfe5",
    "--kr-panel": "#ffffff",
    "--kr-hover": "#eef3f7",
    "--kr-active": "#e4eaf0",
    "--kr-kill": "#087f5b",
    "--kr-kill-edge": "#12b886",
    "--kr-loss": "#b02525",
    "--kr-loss-edge": "#fa5252",
    "--kr-loss-tint": "#fff7f7",
    "--kr-fresh": "#c5f6fa",
    "--kr-notice": "#fff3bf",
    "--kr-notice-text": "#4a3800",
  },
  dark: {
    "--mantine-color-dimmed": "#93a1af",
    // What does harm is red, what is pressed now and then is quiet: Mantine's are all but white.
    "--mantine-color-cyan-light-color": "#a5e3f0",
    "--mantine-color-red-light-color": "#ffb3ad",
    "--mantine-color-red-light-hover": "#651515",
    "--mantine-color-teal-light-color": "#8ce8c6",
    "--mantine-color-yellow-light": "#4d3500",
    "--mantine-color-yellow-light-color": "#ffe08a",
    "--mantine-color-gray-light": "#25303b",
    "--mantine-color-gray-light-hover": "#1b2530",
    "--mantine-color-gray-light-color": "#c3cdd7",
    "--mantine-color-anchor": "#66cfe6",
    "--kr-line": "#1f2a34",
    "--kr-panel": "#10171e",
    "--kr-hover": "#16202a",
    "--kr-active": "#25303b",
    "--kr-kill": "#4fd6a8",
    "--kr-kill-edge": "#1f9d76",
    "--kr-loss": "#ff9089",
    "--kr-loss-edge": "#e0483f",
    "--kr-loss-tint": "#171419",
    "--kr-fresh": "#0f4550",
    "--kr-notice": "#2b2410",
    "--kr-notice-text": "#ffe08a",
  },
});
