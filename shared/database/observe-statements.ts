import type { QueryRunner } from "typeorm";
import { currentSpan } from "../base/trace/current-span";
import type { SpanAttributes } from "../base/trace/span";

/** A statement that has ended. */
export interface EndedStatement {
  /** Without the values of its parameters. */
  text: string;
  ms: number;
  hasFailed: boolean;
  /** What it failed with. */
  error?: unknown;
}

export type ObserveStatement = (statement: EndedStatement) => void;

/** Characters of a statement in a trace. */
const longestText = 4_000;

/** A statement as the part of a span that Span.add takes, named as OpenTelemetry names those of databases. */
export function spanOfStatement({
  text,
  ms,
  hasFailed,
}: EndedStatement): [name: string, ms: number, attributes: SpanAttributes, hasFailed: boolean] {
  const operation = kindOfStatement(text).toUpperCase();
  const attributes = {
    "db.system.name": "postgresql",
    "db.operation.name": operation,
    "db.query.text": text.slice(0, longestText),
  };
  return [operation, ms, attributes, hasFailed];
}

/** The first word of a statement in small letters, of the usual ones; else `other`. */
export function kindOfStatement(text: string): string {
  const [, word = ""] = /^\s*([A-Za-z]+)/.exec(text) ?? [];
  const kind = word.toLowerCase();
  return kinds.has(kind) ? kind : "other";
}

const kinds = new Set([
  "select",
  "with",
  "insert",
  "update",
  "delete",
  "start",
  "commit",
  "rollback",
  "copy",
]);

/**
 * Has `observe` told of each statement of a runner. One of a request that is traced says so to the server in a comment, as
 * https://google.github.io/sqlcommenter/spec/ has it: the server's log and pg_stat_activity show what it is part of.
 */
export function observeStatements(runner: QueryRunner, observe: ObserveStatement): void {
  const query = runner.query.bind(runner);
  const observed = async (text: string, parameters?: unknown[], isStructured = false): Promise<unknown> => {
    const begun = performance.now();
    let failure: { error: unknown } | undefined;
    const span = currentSpan();
    const sent = span ? `${text} /*traceparent='${span.traceparent}'*/` : text;
    try {
      // TypeORM declares `true` for what is a boolean.
      return await (isStructured ? query(sent, parameters, true) : query(sent, parameters));
    } catch (error) {
      failure = { error };
      throw error;
    } finally {
      const hasFailed = failure !== undefined;
      observe({ text, ms: performance.now() - begun, hasFailed, ...failure });
    }
  };
  runner.query = observed as QueryRunner["query"];
}
