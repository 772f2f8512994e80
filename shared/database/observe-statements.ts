import type { QueryRunner } from "typeorm";

/** A statement that has ended. */
export interface EndedStatement {
  /** Without the values of its parameters. */
  text: string;
  ms: number;
  hasFailed: boolean;
}

export type ObserveStatement = (statement: EndedStatement) => void;

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

/** Has `observe` told of each statement of a runner. */
export function observeStatements(runner: QueryRunner, observe: ObserveStatement): void {
  const query = runner.query.bind(runner);
  const observed = async (text: string, parameters?: unknown[], isStructured = false): Promise<unknown> => {
    const begun = performance.now();
    let hasFailed = true;
    try {
      // TypeORM declares `true` for what is a boolean.
      const result = await (isStructured ? query(text, parameters, true) : query(text, parameters));
      hasFailed = false;
      return result;
    } finally {
      observe({ text, ms: performance.now() - begun, hasFailed });
    }
  };
  runner.query = observed as QueryRunner["query"];
}
