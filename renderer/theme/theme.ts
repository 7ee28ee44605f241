import { type CSSVariablesResolver, createTheme } from "@mantine/core";

/** One theme for all screens: small, even, and with contrasts that hold in light and dark (WCAG 2.2 AA). */
export const theme = createTheme({
  primaryColor: "indigo",
  primaryShade: 8,
  // The greys of the dark theme, as the tokens have them.
  colors: {
    dark: [
      "#e8eaf0",
      "#c1c7d3",
      "#a6adbb",
      "#7a8290",
      "#363b46",
      "#2a2e37",
      "#1e2128",
      "#16181d",
      "#121419",
      "#0d0f13",
    ],
  },
  autoContrast: true,
  luminanceThreshold: 0.179,
  respectReducedMotion: true,
  cursorType: "pointer",
  defaultRadius: "sm",
  fontFamily: "'Inter Variable', 'Segoe UI', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, Consolas, monospace",
  fontSizes: { xs: "0.78125rem", sm: "0.84375rem", md: "0.9375rem", lg: "1.0625rem", xl: "1.25rem" },
  headings: {
    fontWeight: "650",
    sizes: { h1: { fontSize: "1.3rem" }, h2: { fontSize: "1.05rem" }, h3: { fontSize: "0.95rem" } },
  },
  components: {
    Button: { defaultProps: { size: "xs" } },
    ActionIcon: { defaultProps: { size: "md", variant: "subtle" } },
    TextInput: { defaultProps: { size: "xs" } },
    Textarea: { defaultProps: { size: "xs" } },
    Select: { defaultProps: { size: "xs", allowDeselect: false } },
    MultiSelect: { defaultProps: { size: "xs" } },
    TagsInput: { defaultProps: { size: "xs" } },
    Autocomplete: { defaultProps: { size: "xs" } },
    Switch: { defaultProps: { size: "sm" } },
    Checkbox: { defaultProps: { size: "xs" } },
    Radio: { defaultProps: { size: "xs" } },
    SegmentedControl: { defaultProps: { size: "xs" } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true, events: { hover: true, focus: true, touch: false } } },
    Modal: {
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.4 },
        closeButtonProps: { "aria-label": "Close" },
      },
    },
    // A dialog's <header> would be taken for a second banner of the page.
    ModalHeader: { defaultProps: { role: "none" } },
    Menu: { defaultProps: { shadow: "md", position: "bottom-end" } },
  },
});

/** Text that steps back must still be read: Mantine's own is too faint. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#5b6270",
    "--mantine-color-placeholder": "#646b78",
    "--mantine-color-error": "#b42318",
  },
  dark: {
    "--mantine-color-dimmed": "#a6adbb",
    "--mantine-color-placeholder": "#9aa1af",
    "--mantine-color-error": "#ff8a80",
  },
});
