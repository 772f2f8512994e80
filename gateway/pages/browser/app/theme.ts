import { type CSSVariablesResolver, createTheme } from "@mantine/core";

/**
 * Fonts of the systems that people have: each of these has all Vietnamese letters with their marks, and none has to be
 * loaded. Shades are chosen for a contrast of at least 4.5, which axe-core holds in the tests.
 */
export const theme = createTheme({
  fontFamily: '"Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", system-ui, "DejaVu Sans", sans-serif',
  fontFamilyMonospace:
    'ui-monospace, "Cascadia Code", Menlo, Consolas, "Noto Sans Mono", "DejaVu Sans Mono", monospace',
  primaryColor: "indigo",
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
});

/** Mantine's dimmed texts and placeholders are too pale to read for many. */
export const cssVariables: CSSVariablesResolver = ({ colors: { gray, dark, indigo } }) => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": gray[7],
    "--mantine-color-placeholder": gray[7],
    "--mantine-color-anchor": indigo[8],
    "--mantine-color-error": "#c92a2a",
  },
  dark: {
    "--mantine-color-dimmed": dark[1],
    "--mantine-color-placeholder": dark[1],
    "--mantine-color-anchor": indigo[3],
    "--mantine-color-error": "#ffa8a8",
  },
});
