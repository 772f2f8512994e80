import type { Column } from "./columns/column";
import type { ImportDefinition } from "./definition/import-definition";

const usage = (subgraph: string) => `\
npm run import -- ${subgraph} FILE.csv [--dry-run] [--import NAME]
npm run import -- ${subgraph} --template [--import NAME] [--lang vi|en] [--separator ";"]

FILE.csv is UTF-8 with commas or semicolons; - reads standard input. All of its rows are taken in, or none;
every row that is wrong is named. --dry-run does everything and takes it back. Who imports is told by IMPORT_TOKEN, the token of an admin.
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
