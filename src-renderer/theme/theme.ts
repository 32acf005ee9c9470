import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Ink blue of the masthead and of the one primary button. */
const ink: MantineColorsTuple = [
  '#eef3fa',
  '#d9e3f1',
  '#b1c5e2',
  '#86a5d2',
  '#638ac4',
  '#4877b6',
  '#2f5f9f',
  '#1f4a85',
  '#173b6d',
  '#0f2b54',
];
/** Red of an official seal: signatures only, never decoration. */
const seal: MantineColorsTuple = [
  '#fdeeee',
  '#f8d9d9',
  '#efb0b0',
  '#e68585',
  '#de6060',
  '#d24646',
  '#b8312f',
  '#a02624',
  '#861d1c',
  '#6c1413',
];
/** Warm neutral greys for the dark scheme, so that sheets of paper still look like paper beside them. */
const dark: MantineColorsTuple = [
  '#e8e9ec',
  '#c6c9d0',
  '#a6abb5',
  '#818794',
  '#555d6d',
  '#3b4353',
  '#2b3242',
  '#1e2431',
  '#171c27',
  '#10141d',
];

/** Larger steps than Mantine's: 16 px is the normal text of this program and 14 px the smallest. */
export const theme = createTheme({
  colors: { ink, seal, dark },
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  fontFamily: "'Be Vietnam Pro', 'Segoe UI', 'Noto Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'DejaVu Sans Mono', Consolas, monospace",
  fontSizes: { xs: '14px', sm: '15px', md: '16px', lg: '18px', xl: '21px' },
  headings: { fontFamily: "'Be Vietnam Pro', 'Segoe UI', 'Noto Sans', sans-serif", fontWeight: '600' },
  defaultRadius: '6px',
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
    Autocomplete: { defaultProps: { size: 'md', comboboxProps: { shadow: 'md' } } },
    NativeSelect: { defaultProps: { size: 'md' } },
    SegmentedControl: { defaultProps: { size: 'md' } },
    Tabs: { defaultProps: { keepMounted: false } },
    // `lockScroll` would inject a <style> element; the page scrolls in its own box, so nothing moves behind.
    Modal: { defaultProps: { lockScroll: false, centered: true, padding: 'lg', radius: '8px' } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
  },
});
