import sql, { join, raw } from "sql-template-tag";
import { today } from "../../base/clock/calendar-day";
import type { Clock } from "../../base/clock/clock";
import type { Database } from "../../database/database";
import type { Viewer } from "../../http/identity/viewer";
import { CellProblem, type CellValue, plainValue } from "../../import/columns/column";
import type { ImportDefinition, StagedRows } from "../../import/definition/import-definition";
import { Notes } from "../../import/report/notes";
import { explainProblem, Problems } from "../../import/report/problems";
import { inEnglish } from "../../import/report/translate";
import { createRowTable } from "../../import/staging-table";
import { readValue } from "../../import/sync/read-value";
import { applyStaged, settleAndCheck } from "../../import/take-rows";
import type { UserError } from "../graphql/user-error";
import { badField, refuseIfAny } from "./user-input-error";

export interface AppliedRow {
  definition: ImportDefinition;
  /** By the keys of the definition's columns. A column that is not there leaves what is stored as it is. */
  row: Readonly<Record<string, unknown>>;
  /** The input's field of each column, for problems; a column that is not there is called by its key. */
  fields: Readonly<Record<string, string>>;
  viewer: Viewer;
  clock: Clock;
}

/**
 * Applies one row in a mutation's transaction by the ways of an import: the same columns, rules, rights and SQL, so that a
 * row means the same whichever way it comes. Problems are the input's, each at its field; then nothing was written.
 * @throws UserInputError.
 */
export async function applyRow(database: Database, applied: AppliedRow): Promise<void> {
  const { definition, row, viewer, clock } = applied;
  const values = readRow(applied);
  const table = await createRowTable(database, definition);
  const keys = [...values.keys()];
  const columns = join([sql`line`, ...keys.map((key) => raw(`"${key}"`))]);
  const cells = keys.map((key) => {
    const type = raw(definition.columns[key]?.sqlType ?? "text");
    return sql`${values.get(key) ?? null}::${type}`;
  });
  const { isCounted } = await database.row<{ isCounted: boolean }>(sql`
    INSERT INTO ${table} (${columns}) VALUES (${join([sql`1`, ...cells])})
    RETURNING (SELECT reltuples >= 0 FROM pg_class WHERE oid = ${`pg_temp.${table.text}`}::regclass) AS "isCounted"`);
  // Once for each connection. PostgreSQL takes a table that nobody has counted for hundreds of rows, and reads what these are
  // looked up in from end to end.
  if (!isCounted) await database.rows(sql`ANALYZE ${table}`);
  const problems = new Problems();
  const positionOf = (key: string) => ({ index: 0, header: fieldOf(applied, key) });
  const staged: StagedRows = {
    ...{ database, table, given: new Set(Object.keys(row)), hasDecimalComma: false, clock },
    ...{ actor: viewer.subject ?? "", part: () => undefined },
  };
  await settleAndCheck(staged, {
    ...{ definition, viewer, acceptHints: false, problems, notes: new Notes(), rows: { positionOf } },
  });
  refuseIfAny(
    problems
      .list()
      .map((problem) => badField(problem.column?.header ?? "", explainProblem(problem, inEnglish))),
  );
  await applyStaged(definition, staged, 1);
}

/** The values by column. */
function readRow(applied: AppliedRow): Map<string, CellValue | null> {
  const { definition, row, clock } = applied;
  const values = new Map<string, CellValue | null>();
  const problems: UserError[] = [];
  for (const [key, column] of Object.entries(definition.columns)) {
    const value = row[key] ?? null;
    if (value === null && !column.required) {
      values.set(key, null);
      continue;
    }
    const read = readValue(column, value);
    if (read instanceof CellProblem) {
      const told = { ...read, got: value === null ? "" : String(value) };
      problems.push(badField(fieldOf(applied, key), explainProblem(told, inEnglish)));
    } else values.set(key, read === null ? null : valueOfRead(read));
  }
  refuseIfAny(problems);
  const context = { today: today(clock), now: clock.now() };
  const checked = definition.checkRow?.(Object.fromEntries(values), context) ?? [];
  refuseIfAny(
    checked.map(({ column, expected }) => {
      const got = values.get(column);
      const told = { expected, got: got == null ? "" : String(got), hint: undefined };
      return badField(fieldOf(applied, column), explainProblem(told, inEnglish));
    }),
  );
  return values;
}

function valueOfRead(read: Exclude<ReturnType<typeof readValue>, null | CellProblem>): CellValue {
  const value = plainValue(read);
  if (value instanceof CellProblem) throw new Error("Expected a value; got a problem.");
  return value;
}

function fieldOf({ fields }: AppliedRow, key: string): string {
  return fields[key] ?? key;
}
