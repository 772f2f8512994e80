import type { Language } from "../../../../tables/table";

/** The explorer with a document's text and variables in its editors. The texts are loaded when one is asked for. */
export async function explorerAddress(
  documentId: string,
  variables: object,
  language: Language,
): Promise<string> {
  const { default: texts } = await import("../documents/manifest.json");
  const query = (texts as Record<string, string>)[documentId];
  if (query === undefined) throw new Error(`Expected the text of document ${documentId}; there is none.`);
  const parameters = new URLSearchParams({ query, variables: JSON.stringify(variables, null, 2) });
  return `/?lang=${language}#${parameters.toString().replaceAll("+", "%20")}`;
}
