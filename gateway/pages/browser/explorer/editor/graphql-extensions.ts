import { autocompletion } from "@codemirror/autocomplete";
import { EditorState, type Extension } from "@codemirror/state";
import { type EditorView, hoverTooltip } from "@codemirror/view";
import { graphql, offsetToPos } from "cm6-graphql";
import type { GraphQLSchema } from "graphql";
import type { Labels } from "../../../../labels/labels";
import { elementAt } from "./coordinate-at";

export interface GraphqlExtensionsOptions {
  schema: GraphQLSchema;
  labels: Labels;
  /** Texts of the editor itself, by CodeMirror's English one. */
  phrases: Record<string, string>;
}

/** Completion, lint by the schema, and what an element means while the pointer is on it. */
export function graphqlExtensions({ schema, labels, phrases }: GraphqlExtensionsOptions): Extension {
  return [
    graphql(schema, { autocompleteOptions: { fillLeafsOnComplete: false } }),
    autocompletion({ icons: false }),
    EditorState.phrases.of(phrases),
    hoverTooltip((view, at) => hoverAt(view, at, schema, labels)),
  ];
}

function hoverAt(view: EditorView, at: number, schema: GraphQLSchema, labels: Labels) {
  const { doc } = view.state;
  const word = view.state.wordAt(at);
  if (!word) return null;
  // A character further: graphql-language-service looks at the token before the cursor.
  const { line, character } = offsetToPos(doc, Math.min(at + 1, word.to));
  const found = elementAt(schema, doc.toString(), { line, character });
  if (!found) return null;
  return {
    pos: word.from,
    end: word.to,
    create: () => {
      const dom = document.createElement("div");
      dom.className = "cm-hover";
      const label = labels.of(found.coordinate);
      dom.append(bold(found.signature), ...lines(label?.name, label?.description, found.description));
      return { dom };
    },
  };
}

function bold(text: string): HTMLElement {
  const element = document.createElement("strong");
  element.textContent = text;
  return element;
}

function lines(...texts: (string | null | undefined)[]): string[] {
  return texts.flatMap((text) => (text ? [`\n${text}`] : []));
}
