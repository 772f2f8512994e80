import { badInput } from "../../../shared/base/errors/graph-error";
import { quote } from "../../../shared/base/errors/quote";
import type { Table, TableAnswer } from "../../tables/table";

/** The one table of an answer, for a format that holds no more. Throws BAD_USER_INPUT where there are others. */
export function onlyTable({ tables }: TableAnswer, format: string): Table {
  const [table, ...others] = tables;
  if (table && others.length === 0) return table;
  if (!table) throw badInput("Expected an answer with a list; it has none.", ["query"]);
  const names = tables.map(({ name }) => quote(name)).join(", ");
  throw badInput(
    `Expected one table for ${format}; the answer has ${tables.length}: ${names}. Choose one by \`list\`, or take xlsx or json, which hold several.`,
    ["list"],
  );
}
