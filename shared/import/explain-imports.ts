import type { Column } from "./columns/column";
import type { ImportDefinition } from "./definition/import-definition";

const usage = (subgraph: string) => `\
npm run import -- ${subgraph} FILE [--dry-run] [--import NAME] [--sheet NAME] [--accept-hints] [--language vi|en]
npm run import -- ${subgraph} --undo RUN
npm run import -- ${subgraph} --template [--import NAME] [--language vi|en] [--separator ";"]

FILE is a workbook (.xlsx) or a text file with commas, semicolons or tabs, in UTF-8 or UTF-16; - reads standard input. All of
its rows are taken in, or none; every row that is wrong is named, and what is taken in another way than it stands there is told.
--dry-run does everything and takes it back. --accept-hints takes a cell for what a hint says it may be, where that is one thing
only. --undo takes back what a run has changed, while nobody has built on it. Who imports is told by IMPORT_TOKEN, the token of
an admin, or of an editor for rows of their organization.
`;

/** What `--help` prints: how to call it, and every column of every import. */
export function explainImports(subgraph: string, imports: readonly ImportDefinition[]): string {
  return [usage(subgraph), ...imports.map(explainImport)].join("\n");
}

function explainImport({ name, description, columns, key }: ImportDefinition): string {
  const lines = Object.entries(columns).map(([id, column]) => explainColumn(column, key.includes(id)));
  return `${name}: ${description}\n${lines.join("\n")}\n`;
}

function explainColumn({ header, required, expected, explanation }: Column, isKey: boolean): string {
  const notes = [...(isKey ? ["names the row"] : []), ...(required ? ["required"] : [])];
  const noted = notes.length > 0 ? ` (${notes.join(", ")})` : "";
  return `  ${header.vi} / ${header.en}${noted}\n    ${explanation} Expected: ${expected}.`;
}
