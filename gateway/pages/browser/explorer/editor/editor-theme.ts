import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const look = EditorView.theme({
  "&": {
    border: "1px solid var(--mantine-color-default-border)",
    borderRadius: "var(--mantine-radius-sm)",
    backgroundColor: "var(--mantine-color-body)",
    color: "var(--mantine-color-text)",
    fontSize: "0.875rem",
  },
  "&.cm-focused": { outline: "2px solid var(--mantine-color-anchor)", outlineOffset: "0" },
  ".cm-scroller": {
    fontFamily: "var(--mantine-font-family-monospace)",
    minHeight: "calc(var(--editor-lines) * 1.4em)",
    maxHeight: "45vh",
    overflow: "auto",
  },
  ".cm-content": { caretColor: "var(--mantine-color-text)" },
  ".cm-cursor": { borderLeftColor: "var(--mantine-color-text)" },
  ".cm-gutters": {
    backgroundColor: "transparent",
    border: "none",
    color: "var(--mantine-color-dimmed)",
  },
  ".cm-placeholder": { color: "var(--mantine-color-placeholder)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "light-dark(#cfe0ff, #34446b)",
  },
  ".cm-tooltip, .cm-panels": {
    backgroundColor: "var(--mantine-color-body)",
    color: "var(--mantine-color-text)",
    borderColor: "var(--mantine-color-default-border)",
    maxWidth: "min(36rem, 92vw)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.2rem 0.5rem" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "light-dark(#364fc7, #4c6ef5)",
    color: "#fff",
  },
  ".cm-completionDetail": { color: "inherit", opacity: "0.85", fontStyle: "normal" },
  ".cm-hover": { padding: "0.4rem 0.6rem", whiteSpace: "pre-wrap", overflowWrap: "anywhere" },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.definitionKeyword], color: "light-dark(#9c36b5, #e599f7)" },
  { tag: [tags.propertyName, tags.variableName], color: "light-dark(#1864ab, #74c0fc)" },
  { tag: [tags.attributeName, tags.atom, tags.special(tags.name)], color: "light-dark(#8a4b00, #ffc078)" },
  { tag: [tags.string, tags.special(tags.string)], color: "light-dark(#1f6f33, #8ce99a)" },
  { tag: [tags.number, tags.bool, tags.null], color: "light-dark(#a61e4d, #faa2c1)" },
  { tag: [tags.comment], color: "light-dark(#5c636a, #adb5bd)" },
  { tag: [tags.typeName], color: "light-dark(#0b7285, #66d9e8)" },
]);

/** The page's own colours, light and dark. */
export const editorTheme = [look, syntaxHighlighting(colours)];
