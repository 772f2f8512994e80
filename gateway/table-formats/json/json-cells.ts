import type { Cell, Column } from "../../tables/table";
import { quote } from "../../values/quote";
import { hanoiTime } from "../values/hanoi-time";
import { isKeptByDouble, shortDecimal } from "../values/kept-digits";

/** How decimals stand in JSON: as texts, or as numbers where a reader does not round them. */
export type JsonDecimals = "numbers" | "texts";

/** Functions that write a cell of each column as JSON, null included. */
export function jsonCells(columns: readonly Column[], decimals: JsonDecimals): ((cell: Cell) => string)[] {
  return columns.map(({ type }) => {
    const write = cellWriter(type.kind, decimals);
    return (cell) => (cell === null ? "null" : write(cell));
  });
}

function cellWriter(kind: Column["type"]["kind"], decimals: JsonDecimals): (cell: Cell) => string {
  switch (kind) {
    case "text":
      return (cell) => quote(String(cell));
    case "date":
      return (cell) => `"${cell}"`;
    case "instant":
      return (cell) => `"${hanoiTime(String(cell), "T")}+07:00"`;
    case "decimal":
      return (cell) => {
        const text = decimals === "numbers" ? shortDecimal(String(cell)) : String(cell);
        return decimals === "numbers" && isKeptByDouble(text) ? text : `"${cell}"`;
      };
    case "json":
      // A line break between its parts would end the row, and within a text there is none.
      return (cell) => String(cell).replace(/[\r\n]/g, " ");
    case "boolean":
    case "integer":
    case "float":
      return String;
  }
}
