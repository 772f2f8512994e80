import { foldText } from "../../base/text/fold-text";
import { nearestCode } from "../../base/text/nearest-code";
import type { Column } from "../columns/column";
import type { ImportDefinition } from "../definition/import-definition";
import type { ColumnPosition } from "../report/positions";
import { type Problem, withColumn } from "../report/problems";
import type { FileRow } from "../row/file-row";
import { limits } from "../row/limits";
import { mojibakeOf } from "../row/mojibake";
import { isRunningNumber } from "../row/passed-rows";

/** How the columns of a file belong to those of a definition. */
export interface MatchedHeader {
  /** As the file has them. */
  headers: string[];
  /** In the order of the file. */
  columns: MatchedColumn[];
  /** Columns of running numbers, which nothing is read of. */
  numbered: ColumnPosition[];
}

export interface MatchedColumn extends ColumnPosition {
  key: string;
  column: Column;
}

/**
 * Finds the column of each header. A column without a header is none, and one of running numbers is passed over. Returns
 * instead the problems of unknown, missing and repeated headers.
 */
export function matchHeader({ columns }: ImportDefinition, row: FileRow): MatchedHeader | Problem[] {
  const { line } = row;
  const headers = row.cells.slice(0, row.cells.findLastIndex((cell) => cell !== "") + 1);
  if (headers.length > limits.columns) {
    return [{ line, expected: `at most ${limits.columns} columns`, got: String(headers.length) }];
  }
  const wrong = mojibakeProblem(row);
  if (wrong) return [wrong];
  const keys = keysByHeader(columns);
  const matched: MatchedColumn[] = [];
  const numbered: ColumnPosition[] = [];
  const unknown: ColumnPosition[] = [];
  const problems = row.faults.map((fault) => withColumn(fault, headers));
  for (const [index, header] of headers.entries()) {
    if (header === "") continue;
    const key = keys.get(foldText(header));
    const column = key === undefined ? undefined : columns[key];
    const position = { index, header };
    const earlier = matched.find((other) => other.key === key);
    if (key === undefined || !column) {
      if (isRunningNumber(header)) numbered.push(position);
      else unknown.push(position);
    } else if (earlier) {
      const expected = `the header ${bothHeaders(column)} once`;
      const hint = `"${earlier.header}" stands for it already`;
      problems.push({ line, column: position, expected, got: header, hint });
    } else {
      matched.push({ key, column, ...position });
    }
  }
  const isMatched = (key: string) => matched.some((one) => one.key === key);
  const missing = Object.entries(columns).filter(([key, { required }]) => required && !isMatched(key));
  for (const position of unknown) {
    const expected = `a header of this import: ${Object.values(columns).map(bothHeaders).join(", ")}`;
    const hint = hintOf(position.header, columns, isMatched);
    problems.push({ line, column: position, expected, got: position.header, hint });
  }
  for (const [, column] of missing) {
    problems.push({ line, expected: `a column ${bothHeaders(column)}`, hint: "it is missing" });
  }
  return problems.length > 0 ? problems : { headers, columns: matched, numbered };
}

/** The problem of a row whose letters were read as those of another encoding; one for all of the file. */
export function mojibakeProblem({ line, cells }: FileRow): Problem | undefined {
  for (const [index, cell] of cells.entries()) {
    const meant = mojibakeOf(cell);
    if (meant === undefined) continue;
    const hint = `UTF-8 was read as Windows-1252 and saved again, for "${meant.slice(0, 40)}": take the file as it was before, or import it into the spreadsheet as UTF-8`;
    return {
      line,
      column: { index, header: "" },
      expected: "Vietnamese that can be read",
      got: cell,
      hint,
      cause: "mojibake",
    };
  }
  return undefined;
}

/** What a header that nothing has may be meant for. */
function hintOf(
  header: string,
  columns: ImportDefinition["columns"],
  isMatched: (key: string) => boolean,
): string | undefined {
  if (header.includes("?")) {
    const lost = new RegExp(
      `^${header.replace(/[.*+^$()|[\]\\{}]/g, "\\$&").replace(/\?+/g, ".{1,4}")}$`,
      "i",
    );
    const found = Object.values(columns).find(({ header: { vi } }) => lost.test(vi));
    if (found) {
      return `letters of "${found.header.vi}" were lost when the file was saved: save it as CSV UTF-8, or as Excel Workbook (.xlsx)`;
    }
  }
  const free = Object.entries(columns).filter(([key]) => !isMatched(key));
  const names = free.map(([key, { header: both, aliases = [] }]) => {
    return [key, [both.en, both.vi, ...aliases].map(foldText)] as const;
  });
  const nearest = columns[nearestCode(header, new Map(names)) ?? ""];
  return (
    nearest && `perhaps ${bothHeaders(nearest)}; a column that the import does not have must be taken out`
  );
}

/**
 * The import that a file is for: the one named, the only one, or the only one whose header it has. When none or
 * several fit, it is the main one, if that may be; otherwise the problem names them.
 */
export function chooseImport(
  imports: readonly ImportDefinition[],
  record: FileRow,
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

/** The keys of columns by all that their headers may be, folded. */
export function keysByHeader(columns: ImportDefinition["columns"]): Map<string, string> {
  return new Map(
    Object.entries(columns).flatMap(([key, { header, aliases = [] }]) =>
      [header.en, header.vi, ...aliases].map((name) => [foldText(name), key] as const),
    ),
  );
}

function bothHeaders({ header }: Column): string {
  return header.en === header.vi ? header.en : `${header.en} (${header.vi})`;
}
