import type { Sql } from "sql-template-tag";
import type { CalendarDay } from "../../base/clock/calendar-day";
import type { Clock } from "../../base/clock/clock";
import { foldText } from "../../base/text/fold-text";
import type { Database } from "../../database/database";
import type { Columns, RowOf } from "../columns/column";

/** What a subgraph takes in from files: its columns, its rules, and its own SQL that makes rows of them. */
export interface ImportDefinition<Of extends Columns = Columns> {
  /** Chosen by `--import`; also names the lock that keeps two imports apart. */
  name: string;
  description: string;
  /** The one of several that is meant where neither a name nor a header says which. */
  isMain?: boolean;
  columns: Of;
  /** Columns that name a row. No two rows of a file may have the same. */
  key: readonly (keyof Of & string)[];
  /** Rules about one row whose cells are all valid; returns its problems. */
  checkRow?(row: RowOf<Of>, context: RowContext): RowProblem<keyof Of & string>[];
  /** Columns of keys that names may stand for; found before the checks. */
  names?: readonly KnownNames<keyof Of & string>[];
  /** Changes staged rows by what only the database tells, before the checks; gives what is told of it. */
  settle?(staged: StagedRows): Promise<SettledCell<keyof Of & string>[]>;
  /** Rules that look at the database. */
  checks?: readonly SetCheck<keyof Of & string>[];
  /**
   * Who may import besides admins: editors, where every row of the file, and every row that it would change, is of their
   * organization. Absent: nobody.
   */
  owner?: RowOwner;
  /**
   * The tables that `apply` writes, parents first, so that a run can be undone. Absent: it cannot, for the tables keep every
   * revision.
   */
  undo?: readonly UndoTable[];
  /** Most rows of a file; two million by default. */
  maxRows?: number;
  /**
   * Turns the staged rows into changes, within the import's transaction. Every staged row counts once: as inserted, as
   * changed, or as unchanged when what it says is there already. It runs alone among imports of this name, but at the
   * same time as mutations: lock what you compare. Nested loops are off when there are many rows; switch them on (SET
   * LOCAL enable_nestloop = on) for a statement that looks up few of them in a large table.
   */
  apply(staged: StagedRows): Promise<ImportCounts>;
}

export interface RowContext {
  /** The day in Hanoi. */
  today: CalendarDay;
  now: Date;
}

export interface RowProblem<Key extends string = string> {
  column: Key;
  /** What was expected, as the end of `expected …`. */
  expected: string;
}

/** Rows that know their key by names: a column says `Sở Tài chính` where `STC` is meant. */
export interface KnownNames<Key extends string = string> {
  /** Column of the import; text, or a list of codes. */
  column: Key;
  /** Table and column of the keys: `organization.code`. */
  isIn: `${string}.${string}`;
  /** Columns of that table with names. */
  names: readonly string[];
  /** What may stand before a name and does not belong to it: `phường`. Folded, without accents. */
  prefixes?: readonly string[];
  /** SQL: which rows of the table names stand for; all by default. Keys are found among all. */
  among?: string;
  /** Whether only blanks and capital letters may differ, for names that are the keys themselves. */
  isExact?: boolean;
  /** What the keys have before them in the column of the import. */
  keyPrefix?: string;
}

/** A staged cell that was changed, as it is told. */
export interface SettledCell<Key extends string = string> {
  line: number;
  column: Key;
  got: string;
  taken: string;
  /** Why, as in `ReadCell`. */
  because: string;
}

/** A table that an import writes. */
export interface UndoTable {
  /** With a primary key. */
  table: string;
  /** SQL: a condition of its rows `t` that holds for all that the staged rows may touch, before and after. */
  rows(staged: Sql): Sql;
}

/** Of which organization a row is. */
export interface RowOwner {
  /** SQL over a staged row `s`: the code of the organization that the file says the row is of. */
  staged: Sql;
  /** SQL: a SELECT of `line` and `owner` for the staged rows that are there already. Absent where their key has the owner. */
  stored?(table: Sql): Sql;
}

/** A rule in SQL: finds every bad row at once. */
export interface SetCheck<Key extends string = string> {
  column: Key;
  /** What was expected, e.g. `the code of a known organization`. */
  expected: string;
  /**
   * A SELECT of `line` (the staged row's) and `got` (text, as shown), and of `hint` if there is more to say, for every
   * bad row. A column is null where the cell was empty.
   */
  find(staged: Omit<StagedRows, "database">): Sql;
}

/** The rows of a file, good and in the database, for as long as the import's transaction. */
export interface StagedRows {
  database: Database;
  /** The staging table: `line integer` and a column for each column of the definition. Nothing else sees it. */
  table: Sql;
  /** Keys of the columns that the file has. What it does not have is null in every row: leave it as it is. */
  given: ReadonlySet<string>;
  /** Whether the file has numbers with a decimal comma. */
  hasDecimalComma: boolean;
  /** Who imports, for histories. */
  actor: string;
  clock: Clock;
  /** Tells the operator that a part of the writing begins, where there are several that take their time. */
  part(name: string): void;
}

/** What became of the staged rows; the three add up to their number. */
export interface ImportCounts {
  inserted: number;
  changed: number;
  unchanged: number;
}

/** Checks a definition once, when it is made, and forgets the types of its columns. */
export function defineImport<const Of extends Columns>(definition: ImportDefinition<Of>): ImportDefinition;
export function defineImport(definition: ImportDefinition): ImportDefinition {
  const { name, columns, key } = definition;
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new Error(`Expected the name of an import, got ${name}.`);
  if (key.length === 0) throw new Error(`Import ${name}: expected columns that name a row, got none.`);
  const owners = new Map<string, string>();
  for (const [column, { header, aliases = [] }] of Object.entries(columns)) {
    if (!/^[a-z][a-z0-9_]*$/.test(column) || column === "line") {
      throw new Error(`Import ${name}: expected a key such as due_on, got ${column}.`);
    }
    for (const word of [header.en, header.vi, ...aliases].map(foldText)) {
      const owner = owners.get(word) ?? column;
      if (owner !== column)
        throw new Error(`Import ${name}: ${owner} and ${column} are both called ${word}.`);
      owners.set(word, column);
    }
  }
  return definition;
}
