import { GraphError } from "../../shared/base/errors/graph-error";
import type { SqlLimits } from "../config/sql-limits";
import type { WorkerProblem } from "./messages/messages";

/** A problem as a client is told it; a fault of ours is thrown as it is, to be logged and masked. */
export function errorOfProblem(
  { kind, message }: WorkerProblem,
  sql: string,
  { memoryMb, diskMb }: Pick<SqlLimits, "memoryMb" | "diskMb">,
): Error {
  switch (kind) {
    case "statement":
      return refused(message);
    case "parameter":
      return new GraphError("BAD_USER_INPUT", `parameters: ${message}`, { argument: ["parameters"] });
    case "rows":
      return new GraphError("QUERY_TOO_COMPLEX", `${message} Aggregate, filter, or add LIMIT.`);
    case "memory":
      return new GraphError(
        "QUERY_TOO_COMPLEX",
        `Expected SQL that needs at most ${memoryMb} MB of memory and ${diskMb} MB on disk; this needs more. Filter or aggregate earlier, and look for a join that multiplies rows.`,
      );
    case "sql":
      return /^(INTERNAL|FATAL) Error/.test(message) ? new Error(message) : refused(readable(message, sql));
    case "fault":
      return new Error(message);
  }
}

function refused(message: string): GraphError {
  return new GraphError("BAD_USER_INPUT", `sql: ${message}`, { argument: ["sql"] });
}

/**
 * DuckDB's message in one line: what is wrong, what was probably meant, and where. What it says after an empty line is
 * advice on extensions and casts, and an excerpt, which becomes a line and a column.
 */
function readable(message: string, sql: string): string {
  const [first = ""] = message.replace(/^Failed to extract statements: /, "").split("\n\n");
  const text = first.replaceAll(/\s*\n\s*/g, " ").trim();
  const position = positionOf(message, sql);
  return position ? `${text} (line ${position.line}, column ${position.column})` : text;
}

/** `LINE 2: …excerpt` and a caret below it. Long lines are cut, and begin with `...` then. */
function positionOf(message: string, sql: string): { line: number; column: number } | undefined {
  const found = /(?:^|\n)(LINE (\d+): )([^\n]*)\n( *)\^/.exec(message);
  if (!found) return undefined;
  const [, head = "", number = "", excerpt = "", indent = ""] = found;
  const line = Number(number);
  const at = indent.length - head.length;
  const text = sql.split("\n")[line - 1] ?? "";
  const isCut = excerpt.startsWith("...") && !text.startsWith("...");
  const shown = excerpt.slice(isCut ? 3 : 0).replace(/\.\.\.$/, "");
  const from = text.indexOf(shown);
  const column = at - (isCut ? 3 : 0) + Math.max(0, from) + 1;
  return column >= 1 ? { line, column } : { line, column: 1 };
}
