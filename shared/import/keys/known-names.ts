import sql, { join, raw } from "sql-template-tag";
import { foldText } from "../../base/text/fold-text";
import type { KnownNames, SettledCell, StagedRows } from "../definition/import-definition";
import { limits } from "../row/limits";

/** A cell that names no key as it stands, and what may be meant. */
export interface CellHint {
  column: string;
  cell: string;
  hint: string;
}

interface Found {
  key: string;
  because: string;
}

interface KnownRow {
  key: string;
  /** Its names; an empty text for none. */
  names: string[];
}

const lostZeros = "zeros before it were lost";

/**
 * Puts keys in the place of what stands for them: a name, a key in other letters, and, where hints are accepted, a number
 * that has lost its zeros. Only what one key alone can be meant by is taken. Gives what was, and hints for the rest.
 */
export async function resolveNames(
  staged: StagedRows,
  known: KnownNames,
  acceptHints: boolean,
): Promise<{ settled: SettledCell[]; hints: CellHint[] }> {
  const { column, isIn, names, keyPrefix = "" } = known;
  const [table = "", key = ""] = isIn.split(".");
  if (!staged.given.has(column)) return { settled: [], hints: [] };
  const cells = await unknownCells(staged, column, { table, key, keyPrefix });
  if (cells.length === 0) return { settled: [], hints: [] };
  const rows = await staged.database.rows<KnownRow>(sql`
    SELECT ${keyPrefix} || ${raw(key)} AS key, ARRAY[${join(names.map((name) => sql`coalesce(${raw(name)}, '')`))}]::text[] AS names
    FROM ${raw(table)} WHERE ${raw(known.among ?? "true")}`);
  const find = nameFinder(rows, known);
  const found = new Map<string, Found>();
  const hints: CellHint[] = [];
  for (const cell of cells) {
    const answer = find(cell);
    if (typeof answer === "string") hints.push({ column, cell, hint: answer });
    else if (answer && (answer.because !== lostZeros || acceptHints)) found.set(cell, answer);
    else if (answer) {
      const [name] = rows.find((row) => row.key === answer.key)?.names ?? [];
      const hint = `${lostZeros}: write ${answer.key}${name ? ` (${name})` : ""} as text`;
      hints.push({ column, cell, hint });
    }
  }
  return { settled: found.size > 0 ? await replaceCells(staged, column, found) : [], hints };
}

/** The different cells of a column that are no keys; a list counts by its parts. */
async function unknownCells(
  { database, table: staged }: StagedRows,
  column: string,
  { table, key, keyPrefix }: { table: string; key: string; keyPrefix: string },
): Promise<string[]> {
  const rows = await database.rows<{ cell: string }>(sql`
    SELECT cell FROM (
      SELECT DISTINCT named AS cell FROM (SELECT DISTINCT ${raw(`"${column}"`)} AS cell FROM ${staged}) AS cells,
        LATERAL unnest(ARRAY[cell]) AS named) AS different
    WHERE cell IS NOT NULL AND NOT EXISTS (
      SELECT FROM ${raw(table)} AS known WHERE ${keyPrefix} || known.${raw(key)} = cell)
    ORDER BY cell LIMIT ${limits.shownProblems * 10}`);
  return rows.map(({ cell }) => cell);
}

/** Replaces the cells, and gives the first lines of each. */
async function replaceCells(
  { database, table }: StagedRows,
  column: string,
  found: ReadonlyMap<string, Found>,
): Promise<SettledCell[]> {
  const name = raw(`"${column}"`);
  const cells = [...found.keys()];
  const keys = [...found.values()].map(({ key }) => key);
  const lines = await database.rows<{ line: number; cell: string }>(sql`
    SELECT line, named AS cell FROM ${table}, LATERAL unnest(ARRAY[${name}]) AS named
    WHERE named = ANY (${cells}::text[]) ORDER BY line`);
  const { type } = await database.row<{ type: string }>(sql`
    SELECT format_type(atttypid, atttypmod) AS type FROM pg_attribute
    WHERE attrelid = ${`pg_temp.${table.text}`}::regclass AND attname = ${column}`);
  if (type.endsWith("[]")) {
    await database.rows(sql`
      WITH meant AS (SELECT * FROM unnest(${cells}::text[], ${keys}::text[]) AS meant(cell, key))
      UPDATE ${table} AS s SET ${name} = ARRAY(
        SELECT coalesce(meant.key, named) FROM unnest(s.${name}) WITH ORDINALITY AS listed(named, at)
        LEFT JOIN meant ON meant.cell = named ORDER BY at)
      WHERE s.${name} && ${cells}::text[]`);
  } else {
    await database.rows(sql`
      UPDATE ${table} AS s SET ${name} = meant.key
      FROM unnest(${cells}::text[], ${keys}::text[]) AS meant(cell, key) WHERE s.${name} = meant.cell`);
  }
  return lines.flatMap(({ line, cell }) => {
    const meant = found.get(cell);
    return meant ? [{ line, column, got: cell, taken: meant.key, because: meant.because }] : [];
  });
}

/** Finds the only key that a text can be meant for; a hint where several can. */
function nameFinder(
  rows: readonly KnownRow[],
  { prefixes = [], isExact = false }: Pick<KnownNames, "prefixes" | "isExact">,
): (cell: string) => Found | string | undefined {
  const prefix = new RegExp(`^(?:${prefixes.join("|") || "(?!)"})[ .]+`);
  const bare = (text: string) => foldText(text).replace(prefix, "");
  const ways: { because: string; of: (row: KnownRow) => string[]; ask: (cell: string) => string }[] = [
    {
      because: "other letters of the key",
      of: ({ key }) => [key.toUpperCase()],
      ask: (cell) => cell.toUpperCase(),
    },
    { because: "a name", of: ({ names }) => names.map(plainName), ask: plainName },
    { because: "a name", of: ({ names }) => names.map(foldText), ask: foldText },
    { because: "a name", of: ({ names }) => names.map(bare), ask: bare },
    { because: lostZeros, of: ({ key }) => [withoutZeros(key)], ask: withoutZeros },
  ];
  if (isExact) ways.splice(2);
  const tables = ways.map(({ of }) => {
    const keys = new Map<string, string[]>();
    for (const row of rows) {
      for (const text of new Set(of(row)))
        if (text !== "") keys.set(text, [...(keys.get(text) ?? []), row.key]);
    }
    return keys;
  });
  return (cell) => {
    for (const [at, { because, ask }] of ways.entries()) {
      const keys = tables[at]?.get(ask(cell)) ?? [];
      const [only] = keys;
      if (only === undefined || (because === lostZeros && !/\d$/.test(cell))) continue;
      if (keys.length === 1) return { key: only, because };
      return `it may be ${keys.slice(0, 5).join(", ")}: write the one that is meant`;
    }
    return undefined;
  };
}

function plainName(text: string): string {
  return text.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();
}

/** `00004` and `U00004` without the zeros before their number. */
function withoutZeros(key: string): string {
  return key.toUpperCase().replace(/^(\D*)0+(?=\d)/, "$1");
}
