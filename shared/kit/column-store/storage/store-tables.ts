import type { DuckDBConnection } from "@duckdb/node-api";
import type { DataSource } from "typeorm";
import { type Cube, part } from "../../cube/cube";
import { classKeys } from "../../cube/number-classes";
import { Dictionary } from "./dictionary";
import { columnNames, type Layout, layoutOf } from "./layout";
import { readAtSnapshot } from "./read-rows";
import type { StoreCube } from "./row-condition-sql";
import { RowWriter } from "./row-writer";
import { stepOfDayNumber } from "./step-sql";
import { createTables, type StoreFile, type StoreState } from "./store-file";
import type { StoredRow } from "./stored-row";

/** Rows that changed: the ids of all, and those that there still are. */
export interface ChangedRows {
  ids: readonly string[];
  rows: readonly StoredRow[];
}

/** The tables of one store: a cube's rows, its dictionaries, and whose they are as of which snapshot. */
export class StoreTables implements StoreCube {
  readonly cube: Cube;
  readonly layout: Layout;
  readonly dictionaries: Record<string, Dictionary>;
  readonly latestDays: Record<string, number> = {};
  readonly #writer: DuckDBConnection;
  /** Sees nothing of what is being written. */
  readonly #reader: DuckDBConnection;
  #isClosed = false;
  /** How many keys of each dictionary are stored. */
  readonly #stored: Record<string, number>;

  private constructor(cube: Cube, writer: DuckDBConnection, reader: DuckDBConnection) {
    this.cube = cube;
    this.layout = layoutOf(cube);
    this.#writer = writer;
    this.#reader = reader;
    // Known from the start, for no row is stored with one.
    const { passed } = this.layout;
    this.dictionaries = Object.fromEntries(
      Object.entries(cube.dimensions).map(([name, { kind }]) => [
        name,
        Dictionary.of(kind === "classes" ? classKeys : [passed[name] ?? []].flat()),
      ]),
    );
    this.#stored = Object.fromEntries(
      Object.entries(this.dictionaries).map(([name, { size }]) => [name, size]),
    );
  }

  /** The tables that a file has, if they are this cube's. */
  static async open(
    cube: Cube,
    file: StoreFile,
    state: StoreState | undefined,
  ): Promise<StoreTables | undefined> {
    const tables = new StoreTables(cube, await file.instance.connect(), await file.instance.connect());
    if (state?.layout !== tables.layout.fingerprint) {
      tables.close();
      return undefined;
    }
    const rows = await tables.#writer.runAndReadAll(
      "SELECT dimension, key FROM dictionary ORDER BY dimension, ordinal",
    );
    for (const { dimension, key } of rows.getRowObjectsJS())
      part(tables.dictionaries, String(dimension)).ordinalOf(String(key));
    for (const [name, { size }] of Object.entries(tables.dictionaries)) tables.#stored[name] = size;
    await tables.#readLatestDays();
    return tables;
  }

  /** Tables with all rows of one snapshot; returns it. Nothing is visible before all is. */
  static async fill(
    cube: Cube,
    file: StoreFile,
    dataSource: DataSource,
  ): Promise<{ tables: StoreTables; state: StoreState }> {
    const tables = new StoreTables(cube, await file.instance.connect(), await file.instance.connect());
    const { layout } = tables;
    const state = await readAtSnapshot(dataSource, cube, layout, async ({ snapshot, epoch, copy, members }) =>
      tables.#inTransaction(async () => {
        await createTables(tables.#writer, layout);
        for (const [name, keys] of Object.entries(await members()))
          for (const key of keys) part(tables.dictionaries, name).ordinalOf(key);
        await copy(await RowWriter.create(tables.#writer, "fact", layout, tables.dictionaries));
        await tables.#readLatestDays();
        return tables.#writeState({ layout: layout.fingerprint, epoch, snapshot });
      }),
    );
    await tables.#writer.run("CHECKPOINT");
    return { tables, state };
  }

  /** Brings all that has changed since a state by COPY. `inTurn` commits it, which gives the state of afterwards. */
  async bring(
    dataSource: DataSource,
    from: StoreState,
    inTurn: (commit: () => Promise<StoreState>) => Promise<void>,
  ): Promise<void> {
    await readAtSnapshot(dataSource, this.cube, this.layout, async ({ snapshot, changedSince, copy }) => {
      const ids = await changedSince(from.snapshot);
      const state = { ...from, snapshot };
      const write = async () => {
        await this.#delete(ids);
        await copy(
          await RowWriter.create(this.#writer, "fact", this.layout, this.dictionaries),
          from.snapshot,
        );
        await this.#readLatestDays();
        await this.#writeState(state);
      };
      await this.#inTransaction(write, (commit) =>
        inTurn(async () => {
          await commit();
          return state;
        }),
      );
    });
  }

  /** Writes changed rows, and the state that they make. */
  async apply({ ids, rows }: ChangedRows, state: StoreState): Promise<void> {
    for (const time of Object.keys(this.cube.times))
      for (const row of rows) this.#noteDay(time, row[columnNames.day(time)] ?? null);
    await this.#inTransaction(async () => {
      await this.#delete(ids);
      const values = rows.map(
        (row) =>
          `(${this.layout.columns
            .map(({ name, kind, of, grain }) => {
              if (kind === "step" && grain) {
                const day = row[columnNames.day(of)];
                return day == null ? "NULL" : String(stepOfDayNumber(Number(day), grain));
              }
              const value = row[name] ?? null;
              if (kind === "key")
                return part(this.dictionaries, of).ordinalOf(value === null ? null : String(value));
              return value === null ? "NULL" : String(value);
            })
            .join(", ")})`,
      );
      if (values.length > 0) await this.#writer.run(`INSERT INTO fact VALUES ${values.join(", ")}`);
      await this.#writeState(state);
    });
  }

  /** The rows of some ids, as they are in the store. */
  async rowsOf(ids: readonly string[]): Promise<StoredRow[]> {
    return ids.length === 0 ? [] : this.read(`SELECT * FROM fact WHERE id IN (${ids.join(", ")})`);
  }

  /** Rows of a statement over `fact` that selects all its columns. */
  async read(statement: string): Promise<StoredRow[]> {
    const found = await this.#reader.runAndReadAll(statement);
    return found.getRowObjects().map((found) => {
      const row: Record<string, string | number | null> = {};
      for (const { name, kind, of } of this.layout.selected) {
        const value = found[name];
        if (value === null || value === undefined) row[name] = null;
        else if (kind === "key") row[name] = part(this.dictionaries, of).keyOf(Number(value));
        else row[name] = kind === "id" ? String(value) : Number(value);
      }
      return { ...row, id: String(row.id) };
    });
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#writer.closeSync();
    this.#reader.closeSync();
  }

  async #readLatestDays(): Promise<void> {
    const times = Object.keys(this.cube.times);
    const days = times.map((time) => `max(${columnNames.day(time)}) AS "${time}"`);
    const [row = {}] = (
      await this.#writer.runAndReadAll(`SELECT ${days.join(", ")} FROM fact`)
    ).getRowObjectsJS();
    for (const time of times) this.#noteDay(time, row[time] === null ? null : Number(row[time]));
  }

  /** Only ever later, so that queries of earlier rows still find them. */
  #noteDay(time: string, day: string | number | null): void {
    const known = this.latestDays[time] ?? Number.NEGATIVE_INFINITY;
    if (day !== null) this.latestDays[time] = Math.max(known, Number(day));
  }

  async #delete(ids: readonly string[]): Promise<void> {
    const atOnce = 20_000;
    for (let from = 0; from < ids.length; from += atOnce)
      await this.#writer.run(`DELETE FROM fact WHERE id IN (${ids.slice(from, from + atOnce).join(", ")})`);
  }

  /** Also writes what keys are new. */
  async #writeState(state: StoreState): Promise<StoreState> {
    for (const [name, dictionary] of Object.entries(this.dictionaries)) {
      const keys = dictionary.since(this.#stored[name] ?? 1);
      if (keys.length === 0) continue;
      const tuples = keys.map(
        ({ ordinal, key }) => `('${name}', ${ordinal}, '${key.replaceAll("'", "''")}')`,
      );
      await this.#writer.run(`INSERT INTO dictionary VALUES ${tuples.join(", ")}`);
    }
    const values = [state.layout, state.epoch, state.snapshot];
    const { rowsChanged } = await this.#writer.run(
      "UPDATE state SET layout = $1, epoch = $2, snapshot = $3",
      values,
    );
    if (rowsChanged === 0) await this.#writer.run("INSERT INTO state VALUES ($1, $2, $3)", values);
    return state;
  }

  async #inTransaction<Result>(
    work: () => Promise<Result>,
    committing: (commit: () => Promise<void>) => Promise<void> = (commit) => commit(),
  ): Promise<Result> {
    await this.#writer.run("BEGIN");
    try {
      const result = await work();
      await committing(async () => {
        await this.#writer.run("COMMIT");
        for (const [name, { size }] of Object.entries(this.dictionaries)) this.#stored[name] = size;
      });
      return result;
    } catch (error) {
      await this.#writer.run("ROLLBACK").catch(() => undefined);
      throw error;
    }
  }
}
