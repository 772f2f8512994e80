import { once } from "node:events";
import { finished } from "node:stream/promises";
import type { PoolClient } from "pg";
import { type CopyStreamQuery, from as copyFrom } from "pg-copy-streams";
import sql, { raw, type Sql } from "sql-template-tag";
import type { Database } from "../database/database";
import type { CellValue } from "./columns/column";
import type { ImportDefinition } from "./definition/import-definition";
import type { StagedValues } from "./row-reader";

/** The table of a file's rows during one transaction. */
export const stagingTable = raw("import_stage");

/** Makes the staging table. Temporary: nobody else sees it, it writes no log, and it is gone with the transaction. */
export async function createStagingTable(database: Database, definition: ImportDefinition): Promise<void> {
  await database.rows(
    sql`CREATE TEMPORARY TABLE ${stagingTable} (${stagedColumnList(definition)}) ON COMMIT DROP`,
  );
}

/**
 * Gives the table of the one row of a mutation by the ways of an import. Each connection has it from its first such mutation
 * on, for a table that is made and dropped for each row takes longer than the row; what is in it is gone with the transaction.
 */
export async function createRowTable(database: Database, definition: ImportDefinition): Promise<Sql> {
  const table = raw(`"import_row_${definition.name}"`);
  const columns = stagedColumnList(definition);
  await database.rows(sql`CREATE TEMPORARY TABLE IF NOT EXISTS ${table} (${columns}) ON COMMIT DELETE ROWS`);
  return table;
}

/** Names and types are the definitions' own. */
function stagedColumnList({ columns }: ImportDefinition): Sql {
  const list = stagedColumns(columns).map(([key, sqlType]) => `"${key}" ${sqlType}`);
  return raw(["line integer NOT NULL", ...list].join(", "));
}

/** The columns of the definition, then the second ones of those that have one (`Column.hasThousands`). */
function stagedColumns(columns: ImportDefinition["columns"]): [key: string, sqlType: string][] {
  const all = Object.entries(columns);
  const second = all.filter(([, { hasThousands }]) => hasThousands);
  return [
    ...all.map(([key, { sqlType }]): [string, string] => [key, sqlType]),
    ...second.map(([key, { sqlType }]): [string, string] => [`${key}_thousands`, sqlType]),
  ];
}

const flushLength = 64 * 1024;

/** Sends rows to the staging table by COPY. It waits when PostgreSQL is slower, so that nothing piles up. */
export class StagingWriter {
  private readonly stream: CopyStreamQuery;
  private readonly finished: Promise<void>;
  private text = "";

  constructor(client: PoolClient, { columns }: ImportDefinition) {
    const list = stagedColumns(columns).map(([key]) => `"${key}"`);
    this.stream = client.query(copyFrom(`COPY import_stage (line, ${list.join(", ")}) FROM STDIN`));
    this.finished = finished(this.stream);
    // Whoever waits next meets it; until then it must not count as unhandled.
    this.finished.catch(() => undefined);
  }

  async add(line: number, values: StagedValues): Promise<void> {
    this.text += `${line}\t${values.map(copyText).join("\t")}\n`;
    if (this.text.length < flushLength) return;
    const flushed = this.stream.write(this.text);
    this.text = "";
    if (!flushed) await Promise.race([once(this.stream, "drain"), this.finished]);
  }

  async end(): Promise<void> {
    this.stream.end(this.text);
    await this.finished;
  }

  /** Ends the COPY without its rows; its transaction can then only be rolled back. */
  async abort(): Promise<void> {
    this.stream.destroy();
    await this.finished.catch(() => undefined);
  }
}

/** A value in COPY's text format. */
function copyText(value: CellValue | null): string {
  if (value === null) return "\\N";
  if (typeof value === "string") return escapeCopy(value);
  if (typeof value !== "object") return String(value);
  return escapeCopy(`{${value.map((item) => `"${item.replace(/["\\]/g, "\\$&")}"`).join(",")}}`);
}

const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function escapeCopy(text: string): string {
  return /[\\\t\n\r]/.test(text)
    ? text.replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? "")
    : text;
}
