import { foldText } from "../base/text/fold-text";
import type { Column } from "./columns/column";
import type { CsvRecord } from "./csv/csv-scanner";
import { limits } from "./csv/limits";
import type { ImportDefinition } from "./import-definition";
import { type Problem, withColumn } from "./problems";

/** How the columns of a file belong to those of a definition. */
export interface MatchedHeader {
  /** As the file has them. */
  headers: string[];
  /** In the order of the file. */
  columns: MatchedColumn[];
}

export interface MatchedColumn {
  key: string;
  column: Column;
  index: number;
  header: string;
}

/** Finds the column of each header. Returns instead the problems of unknown, missing and repeated headers. */
export function matchHeader({ columns }: ImportDefinition, record: CsvRecord): MatchedHeader | Problem[] {
  const { line, cells: headers } = record;
  if (headers.length > limits.columns) {
    return [{ line, expected: `at most ${limits.columns} columns`, got: String(headers.length) }];
  }
  const keys = keysByHeader(columns);
  const matched: MatchedColumn[] = [];
  const problems = record.faults.map((fault) => withColumn(fault, headers));
  for (const [index, header] of headers.entries()) {
    const key = keys.get(foldText(header));
    const column = key === undefined ? undefined : columns[key];
    const position = { index, header };
    const earlier = matched.find((other) => other.key === key);
    if (key === undefined || !column) {
      const expected = `a header of this import: ${Object.values(columns).map(bothHeaders).join(", ")}`;
      problems.push({ line, column: position, expected, got: header });
    } else if (earlier) {
      const expected = `the header ${bothHeaders(column)} once`;
      problems.push({
        line,
        column: position,
        expected,
        got: header,
        hint: `"${earlier.header}" stands for it already`,
      });
    } else {
      matched.push({ key, column, ...position });
    }
  }
  const missing = Object.entries(columns).filter(
    ([key, column]) => column.required && !matched.some((one) => one.key === key),
  );
  for (const [, column] of missing) {
    problems.push({ line, expected: `a column ${bothHeaders(column)}`, hint: "it is missing" });
  }
  return problems.length > 0 ? problems : { headers, columns: matched };
}

/**
 * The import that a file is for: the one named, the only one, or the only one whose header it has. When none or
 * several fit, it is the main one, if that may be; otherwise the problem names them.
 */
export function chooseImport(
  imports: readonly ImportDefinition[],
  record: CsvRecord,
): ImportDefinition | Problem {
  const fitting = imports.filter((definition) => !Array.isArray(matchHeader(definition, record)));
  const [only] = imports.length === 1 ? imports : fitting;
  if (only && (imports.length === 1 || fitting.length === 1)) return only;
  const main = (fitting.length > 1 ? fitting : imports).find(({ isMain }) => isMain);
  if (main) return main;
  const among = (fitting.length > 1 ? fitting : imports).map(({ name }) => name).join(", ");
  return {
    line: record.line,
    expected: `the header of one import among ${among}`,
    hint: `it fits ${fitting.length > 1 ? "several" : "none"}: say which is meant by --import NAME`,
  };
}

function keysByHeader(columns: ImportDefinition["columns"]): Map<string, string> {
  return new Map(
    Object.entries(columns).flatMap(([key, { header, aliases = [] }]) =>
      [header.en, header.vi, ...aliases].map((name) => [foldText(name), key] as const),
    ),
  );
}

function bothHeaders({ header }: Column): string {
  return header.en === header.vi ? header.en : `${header.en} (${header.vi})`;
}
