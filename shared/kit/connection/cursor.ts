import { isCalendarDay } from "../../base/clock/calendar-day";
import { GraphError } from "../../base/errors/graph-error";
import type { OrderTerm } from "./order";

/** A row's position in an order: the value of each term as PostgreSQL prints it, null where it has none. */
export type Position = (string | null)[];

/** Encodes a position. Opaque to clients: what is inside may change from one version to the next. */
export function encodeCursor(position: Position, terms: OrderTerm[], epoch?: string): string {
  return Buffer.from(JSON.stringify([fingerprint(terms, epoch), ...position])).toString("base64url");
}

/**
 * Decodes a position. A cursor comes from the client and ends as a parameter of a comparison, so everything in it
 * is checked here: its order, its length, and each value against its term's type.
 */
export function decodeCursor(
  cursor: string,
  terms: OrderTerm[],
  argument: "after" | "before",
  epoch?: string,
): Position {
  const [print, ...position] = parse(cursor, argument);
  if (print !== fingerprint(terms, epoch)) {
    if (
      typeof print === "string" &&
      epoch !== undefined &&
      print.split(epochOfCursor)[0] === fingerprint(terms)
    ) {
      const expected = `a cursor of this database on this server; it is of before a restore or of another server`;
      throw invalid(argument, `${expected}. Begin anew: ask without ${argument}`);
    }
    throw invalid(argument, "a cursor of this connection in this order; it is one of another");
  }
  if (position.length !== terms.length || !position.every((value, at) => fits(value, terms[at]))) {
    throw invalid(argument, "a cursor as the graph gave it; it was changed on the way");
  }
  return position as Position;
}

function parse(cursor: string, argument: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (Array.isArray(parsed)) return parsed;
  } catch {
    // Not base64url of JSON: the same answer as for JSON of another shape.
  }
  throw invalid(argument, "endCursor or startCursor of an earlier page; this text is no cursor");
}

function invalid(argument: string, expected: string): GraphError {
  return new GraphError("INVALID_CURSOR", `${argument}: expected ${expected}.`, { argument: [argument] });
}

function fingerprint(terms: OrderTerm[], epoch?: string): string {
  const order = terms.map((term) => `${term.name}${term.direction === "ASC" ? "+" : "-"}`).join("");
  return epoch === undefined ? order : `${order}${epochOfCursor}${epoch}`;
}

const epochOfCursor = "@";

const patterns: Record<OrderTerm["type"], RegExp> = {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL takes no NUL in a text
  text: /^[^\u0000]{0,2000}$/,
  bigint: /^-?\d{1,18}$/,
  numeric: /^-?\d{1,60}(\.\d{1,60})?(e[+-]?\d{1,3})?$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  timestamptz: /^\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?\+00$/,
};

function fits(value: unknown, term: OrderTerm | undefined): boolean {
  if (term === undefined) return false;
  if (value === null) return term.nullable;
  if (typeof value !== "string" || !patterns[term.type].test(value)) return false;
  return term.type === "date" || term.type === "timestamptz" ? isCalendarDay(value.slice(0, 10)) : true;
}
