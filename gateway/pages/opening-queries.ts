import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { fromRoot } from "../../shared/base/project/project-root";

/** A query with which the explorer answers something that people ask. */
export type OpeningQuery = OpeningHeader & (OpeningGraphql | OpeningSql);

export interface OpeningHeader {
  /** Of its file: `1-one-ward.graphql`. */
  file: string;
  /** What it is about: a sector, or the whole city. */
  sector: OpeningSector;
  /** What it answers, in Vietnamese and English. */
  title: { vi: string; en: string };
}

/** A heading of opening queries: the subgraph's name, and what people call the sector. */
export interface OpeningSector {
  name: string;
  vi: string;
  en: string;
}

export interface OpeningGraphql {
  kind: "query";
  /** As it is shown in the editor, its titles above its own comment. */
  query: string;
}

export interface OpeningSql {
  kind: "sql";
  sql: string;
  /** Queries that give the tables, by the names that the SQL calls them. */
  tables: Record<string, { query: string; list?: string }>;
}

/**
 * The explorer's opening queries, from `subgraphs/common/explorer/`: by sector in the order of `sectors.json` there, then by file. A file begins with the
 * lines `# sector: …`, `# vi: …` and `# en: …`, with `--` for `#` in SQL, in which each table has a block in front of the
 * statement:
 *
 *     /* table shelves of units.shelves
 *     { units { nodes { code shelves { nodes { value } } } } }
 *     *\/
 *
 * A test runs each of them against the graph.
 */
export function readOpeningQueries(): OpeningQuery[] {
  const folder = fromRoot("subgraphs", "common", "explorer");
  const sectors = sectorList.parse(JSON.parse(readFileSync(join(folder, "sectors.json"), "utf8")));
  return readdirSync(folder)
    .filter((file) => /\.(graphql|sql)$/.test(file))
    .sort((one, other) => one.localeCompare(other, "en", { numeric: true }))
    .map((file) => readOpeningQuery(file, readFileSync(join(folder, file), "utf8"), sectors))
    .sort((one, other) => sectors.indexOf(one.sector) - sectors.indexOf(other.sector));
}

const sectorList = z.array(z.strictObject({ name: z.string(), vi: z.string(), en: z.string() }));

/** Those in GraphQL, by the names of their files. */
export function readOpeningGraphql(): (OpeningHeader & OpeningGraphql)[] {
  return readOpeningQueries().flatMap((each) => (each.kind === "query" ? [each] : []));
}

function readOpeningQuery(file: string, text: string, sectors: readonly OpeningSector[]): OpeningQuery {
  const read = (name: string) => {
    const value = new RegExp(`^(?:#|--) ${name}: (.+)$`, "m").exec(text)?.[1];
    if (value === undefined) throw new Error(`Expected a line "# ${name}: …" in ${file}; got none.`);
    return value.trim();
  };
  const sector = sectors.find(({ name }) => name === read("sector"));
  if (!sector) throw new Error(`Expected a sector of sectors.json in ${file}; got ${read("sector")}.`);
  const header = { file, sector, title: { vi: read("vi"), en: read("en") } };
  const shown = text.replace(/^(?:#|--) sector: .*\n/m, "").replace(/^(#|--) (?:vi|en): /gm, "$1 ");
  return file.endsWith(".sql")
    ? { ...header, ...readOpeningSql(shown) }
    : { ...header, kind: "query", query: shown };
}

const tableBlock = /^\/\* table (\w+)(?: of ([\w.]+))?\n([\s\S]*?)\n\*\/\n/gm;

/** SQL, and the queries of its tables that stand in front of it. */
export function readOpeningSql(text: string): OpeningSql {
  const tables = [...text.matchAll(tableBlock)].map(([, name = "", list, query = ""]) => [
    name,
    { query: `${query}\n`, ...(list !== undefined && { list }) },
  ]);
  return { kind: "sql", sql: text.replace(tableBlock, ""), tables: Object.fromEntries(tables) };
}
