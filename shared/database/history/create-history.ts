import sql, { type Sql } from "sql-template-tag";
import type { QueryRunner } from "typeorm";
import type { CalendarDay } from "../../base/clock/calendar-day";
import { transactionDaySql } from "../transaction-day";

export interface HistoryParts {
  table: string;
  /** Columns of its primary key. */
  key: readonly string[];
  /** What is remembered of a row besides its being there. */
  columns: readonly string[];
  /** Day from which on rows that are there already are taken to have been as they are. */
  since: CalendarDay;
}

/**
 * Records the rows of a table as they were at the end of each day, so that a query about a past day has the same
 * answer for ever. `<table>_history` has a row for each validity period, in which nothing of it changed: from
 * `known_from` to before `known_until`, which is infinity for what is so now. A trigger writes it in the transaction
 * of each change, by whatever way it comes. Of several changes in a day the last one counts.
 */
export async function createHistory(runner: QueryRunner, parts: HistoryParts): Promise<void> {
  const { table, key, columns, since } = parts;
  const history = `${table}_history`;
  const recorded = [...key, ...columns].join(", ");
  const keys = key.join(", ");
  const sameKey = `(${key.map((column) => `h.${column}`).join(", ")}) = (${key.map((column) => `t.${column}`).join(", ")})`;
  await runner.query(`
    CREATE TABLE ${history} AS
      SELECT ${recorded}, '${since}'::date AS known_from, 'infinity'::date AS known_until FROM ${table};
    ALTER TABLE ${history} ALTER known_from SET NOT NULL, ALTER known_until SET NOT NULL,
      ADD CONSTRAINT ${history}_pkey PRIMARY KEY (${keys}, known_from),
      ADD CONSTRAINT ${history}_known_check CHECK (known_from < known_until);
    CREATE FUNCTION keep_${history}() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        today date := ${transactionDaySql};
        come text := CASE TG_OP
          WHEN 'INSERT' THEN 'SELECT ${recorded} FROM added'
          WHEN 'UPDATE' THEN 'SELECT ${recorded} FROM added EXCEPT SELECT ${recorded} FROM removed' END;
        gone text := CASE TG_OP
          WHEN 'DELETE' THEN 'SELECT ${keys} FROM removed'
          WHEN 'INSERT' THEN 'SELECT ${keys} FROM added'
          ELSE 'SELECT ${keys} FROM (SELECT ${recorded} FROM removed EXCEPT SELECT ${recorded} FROM added) AS r
            UNION SELECT ${keys} FROM (' || come || ') AS a' END;
      BEGIN
        EXECUTE 'DELETE FROM ${history} h USING (' || gone || ') AS t WHERE ${sameKey} AND h.known_from >= $1'
          USING today;
        EXECUTE 'UPDATE ${history} h SET known_until = $1 FROM (' || gone || ') AS t
          WHERE ${sameKey} AND h.known_until > $1' USING today;
        IF come IS NOT NULL THEN
          EXECUTE 'INSERT INTO ${history} (${recorded}, known_from, known_until)
            SELECT ${recorded}, $1, ''infinity'' FROM (' || come || ') AS t' USING today;
        END IF;
        RETURN NULL;
      END $$;
    CREATE TRIGGER ${history}_added AFTER INSERT ON ${table}
      REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_${history}();
    CREATE TRIGGER ${history}_changed AFTER UPDATE ON ${table}
      REFERENCING NEW TABLE AS added OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION keep_${history}();
    CREATE TRIGGER ${history}_removed AFTER DELETE ON ${table}
      REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION keep_${history}()`);
}

/** The condition that a row `h` of a history was so at the end of a day. */
export function knownAt(day: Sql): Sql {
  return sql`(h.known_from <= ${day} AND h.known_until > ${day})`;
}

/** Takes the history of a table back. */
export async function dropHistory(runner: QueryRunner, table: string): Promise<void> {
  const history = `${table}_history`;
  await runner.query(`
    DROP TRIGGER ${history}_added ON ${table};
    DROP TRIGGER ${history}_changed ON ${table};
    DROP TRIGGER ${history}_removed ON ${table};
    DROP FUNCTION keep_${history};
    DROP TABLE ${history}`);
}
