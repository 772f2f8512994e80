import { gql } from "graphql-request";
import sql, { raw, type Sql } from "sql-template-tag";
import { readSubgraphList } from "../../shared/base/project/subgraph-list";
import type { Subgraph } from "../../shared/kit/subgraph/define-subgraph";
import { infrastructure } from "../../subgraphs/infrastructure/subgraph";
import { innovation } from "../../subgraphs/innovation/subgraph";
import { procedures } from "../../subgraphs/procedures/subgraph";
import { tasks } from "../../subgraphs/tasks/subgraph";
import { type RunningGraph, startGraph } from "../support/processes/running-graph";
import { loadSubgraph } from "../support/schema/load-subgraph";
import { openTestSubgraph, type TestSubgraph } from "../support/subgraph/subgraph-harness";

/*
 * Every fact has one owner. What another sector keeps of it is a copy or a key: both are compared with the home here,
 * table by table and column by column, and then as clients see them.
 */

const homes = [
  {
    key: /(^|_)(unit_code|area_code)$/,
    sector: infrastructure,
    table: "administrative_unit",
    id: "code",
  },
  { key: /(^|_)former_unit_code$/, sector: infrastructure, table: "former_unit", id: "code" },
  {
    key: /(^|_)(organization|owner|publisher|organizer)_code$/,
    sector: tasks,
    table: "organization",
    id: "code",
  },
  { key: /(^|_)indicator_codes?$/, sector: innovation, table: "indicator", id: "code" },
  { key: /(^|_)source_id$/, sector: innovation, table: "source_document", id: "id" },
  { key: /(^|_)milestone_code$/, sector: tasks, table: "milestone", id: "code" },
  { key: /(^|_)enterprise_id$/, sector: innovation, table: "enterprise", id: "id" },
  { key: /(^|_)procedure_code$/, sector: procedures, table: "procedure", id: "code" },
  { key: /(^|_)(procedure_)?field_code$/, sector: procedures, table: "procedure_field", id: "code" },
];

/** Whose rows are of one table: the units' successors are units, the authorities' are authorities. */
const ownKeysOf: Record<string, { sector: Subgraph; table: string; id: string }> = {
  "former_unit.successor_codes": { sector: infrastructure, table: "administrative_unit", id: "code" },
  "organization.successor_codes": { sector: tasks, table: "organization", id: "code" },
};

/** Keys that only their own sector has: of a table there, under its name or another, or of a request to it. */
const ownKeys =
  /(^|_)(parent|basis|sector|bottleneck|programme|objective|key_result|component|pillar|index|data_centre|system|application|replaced_by|former_unit)_code$|(^|_)(task|dossier|dataset|supersedes|request|run)_id$/;

const sectors = readSubgraphList().map(({ name }) => loadSubgraph(name));
const opened = new Map<string, TestSubgraph>();
beforeAll(async () => {
  for (const subgraph of sectors) opened.set(subgraph.name, await openTestSubgraph(subgraph));
});
afterAll(async () => {
  for (const subgraph of opened.values()) await subgraph.close();
});

function rowsOf<Row extends object>({ name }: Subgraph, statement: Sql): Promise<Row[]> {
  const subgraph = opened.get(name);
  if (subgraph === undefined) throw new Error(`Expected an open sector; ${name} is none.`);
  return subgraph.database.rows(statement);
}

interface Column {
  table: string;
  column: string;
}

const columnsOf = (sector: Subgraph) =>
  rowsOf<Column>(
    sector,
    sql`SELECT c.table_name AS table, c.column_name AS column FROM information_schema.columns c
      JOIN pg_class ON pg_class.relname = c.table_name AND pg_class.relnamespace = 'public'::regnamespace
      WHERE c.table_schema = 'public' AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1, 2`,
  );

it.each(sectors)("$name holds only keys that their home knows", async (sector) => {
  const held = (await columnsOf(sector)).filter(({ column }) => /_(codes?|id)$/.test(column));
  const unknown: object[] = [];
  for (const { table, column } of held) {
    const home = ownKeysOf[`${table}.${column}`] ?? homes.find(({ key }) => key.test(column));
    if (home === undefined) {
      expect({ table, column: ownKeys.exec(column)?.input }).toEqual({ table, column });
      continue;
    }
    const known = new Set(
      (
        await rowsOf<{ key: string }>(
          home.sector,
          sql`SELECT ${raw(home.id)}::text AS key FROM ${raw(home.table)}`,
        )
      ).map(({ key }) => key),
    );
    const given = column.endsWith("s")
      ? sql`unnest(${raw(column)})`
      : sql`${raw(`(array[${column}::text])[1]`)}`;
    const keys = await rowsOf<{ key: string | null }>(
      sector,
      sql`SELECT DISTINCT ${given} AS key FROM ${raw(table)}`,
    );
    unknown.push(
      ...keys
        .filter(({ key }) => key !== null && key !== "" && !known.has(key))
        .map(({ key }) => ({ table, column, key })),
    );
  }
  expect(held.length).toBeGreaterThan(0);
  expect(unknown).toEqual([]);
});

/** Columns that each sector keeps for itself, whatever the others say: where a row stands among its rows. */
const ownColumns = ["place"];

/** What a copy leaves out: the city's figures are sums of its units', and procedures derives the authorities from the units; who acted before them is known to tasks alone. */
const leftOut = sql`code <> '01' AND code !~ '^[UF][0-9]{5}$'`;

it.each(
  homes.flatMap((home) =>
    sectors.filter((sector) => sector !== home.sector).map((holder) => ({ ...home, holder })),
  ),
)("$holder.name copies $table of $sector.name word for word, or holds none of it", async (pair) => {
  const { sector, holder, table, id } = pair;
  const columnsIn = async (from: Subgraph) =>
    (await columnsOf(from)).filter((one) => one.table === table).map(({ column }) => column);
  const own = await columnsIn(holder);
  if (own.length === 0) return;
  const there = await columnsIn(sector);
  const common = own.filter((one) => there.includes(one) && !ownColumns.includes(one));
  expect(common).toContain(id);
  const read = (from: Subgraph) =>
    rowsOf<object>(
      from,
      sql`SELECT ${raw(common.map((one) => `${one}::text`).join(", "))} FROM ${raw(table)}
        WHERE ${id === "code" ? leftOut : sql`TRUE`} ORDER BY ${raw(id)}`,
    );
  const copy = await read(holder);
  expect(copy.length).toBeGreaterThan(0);
  expect(copy).toEqual(await read(sector));
});

it("knows an authority's name and kind in the catalogue as its home does", async () => {
  const names = sql`SELECT code, name_vi, kind::text FROM organization WHERE code !~ '^F[0-9]{5}$' ORDER BY code`;
  expect(await rowsOf(infrastructure, names)).toEqual(await rowsOf(tasks, names));
});

it("counts in innovation as many people in the city as live in its units", async () => {
  const people = (of: Sql) => sql`SELECT sum(population)::int AS people FROM administrative_unit WHERE ${of}`;
  expect(await rowsOf(innovation, people(sql`code = '01'`))).toEqual(
    await rowsOf(infrastructure, people(sql`code <> '01'`)),
  );
});

describe("as clients see it", () => {
  let graph: RunningGraph;
  beforeAll(async () => {
    graph = await startGraph();
  }, 120_000);
  afterAll(() => graph?.cleanUp());

  interface Units {
    administrativeUnits: {
      nodes: {
        code: string;
        name: string;
        kind: "WARD" | "COMMUNE";
        servicePoints: { nodes: { name: string; connected: boolean; unit: { code: string } | null }[] };
        readiness: { criteria: { criterion: string; meets: boolean }[] };
        authority: { code: string; name: string; unit: { code: string } };
      }[];
    };
  }

  it("says one thing of each unit: its name, its authority, its service point, whether that is connected", async () => {
    const { administrativeUnits } = await graph.client.request<Units>(gql`
      { administrativeUnits(first: 126) { nodes { code name kind
        servicePoints { nodes { name connected unit { code } } } readiness { criteria { criterion meets } }
        authority { code name unit { code } } } } }`);
    const said = administrativeUnits.nodes.map(({ readiness, ...unit }) => ({
      ...unit,
      connected: readiness.criteria.find(({ criterion }) => criterion === "SERVICE_CENTRE_CONNECTION")?.meets,
    }));
    expect(said).toHaveLength(126);
    const expected = said.map((unit) => {
      const named = `${unit.kind === "WARD" ? "phường" : "xã"} ${unit.name}`;
      return {
        ...unit,
        servicePoints: {
          nodes: [
            {
              name: `Điểm phục vụ hành chính công ${named}`,
              connected: unit.connected,
              unit: { code: unit.code },
            },
          ],
        },
        authority: {
          code: `U${unit.code}`,
          name: `Ủy ban nhân dân ${named}`,
          unit: { code: unit.code },
        },
      };
    });
    expect(said).toEqual(expected);
    expect(said.filter(({ connected }) => !connected).map(({ code }) => code)).toEqual([
      "00070",
      "00322",
      "09952",
      "10342",
    ]);
  });

  interface Aims {
    objectives: {
      nodes: {
        keyResults: {
          code: string;
          target: string;
          objective: { periodEnd: string };
          indicator: { targets: { nodes: { value: string | null; dueOn: string }[] } } | null;
        }[];
      }[];
    };
  }

  it("aims where its indicator's published target does", async () => {
    const { objectives } = await graph.client.request<Aims>(gql`
      { objectives { nodes { keyResults { code target objective { periodEnd }
        indicator { targets(first: 5) { nodes { value dueOn } } } } } } }`);
    const aims = objectives.nodes.flatMap(({ keyResults }) => keyResults);
    const others = aims.filter(
      ({ target, objective, indicator }) =>
        !indicator?.targets.nodes.some(
          ({ value, dueOn }) => Number(value) === Number(target) && dueOn === objective.periodEnd,
        ),
    );
    expect(aims.length).toBeGreaterThanOrEqual(8);
    expect(others.map(({ code }) => code)).toEqual([]);
  });

  interface Platforms {
    platforms: {
      nodes: {
        code: string;
        launchedOn: string | null;
        source: { code: string } | null;
        milestone: { reachedOn: string | null; plans: { source: { code: string } }[] } | null;
      }[];
    };
  }

  it("launches a platform on the day on which its milestone was reached, and plans it in its documents", async () => {
    const { platforms } = await graph.client.request<Platforms>(gql`
      { platforms { nodes { code launchedOn source { code } milestone { reachedOn plans { source { code } } } } } }`);
    const planned = platforms.nodes.flatMap(({ milestone, ...one }) => milestone && { ...one, ...milestone });
    expect(planned.length).toBeGreaterThan(0);
    expect(planned.filter((one) => one && one.launchedOn !== one.reachedOn)).toEqual([]);
  });

  interface Indices {
    compositeIndices: {
      nodes: { code: string; editions: { nodes: { year: number; rank: number | null }[] } }[];
    };
    indicators: {
      nodes: { code: string; observations: { nodes: { value: string; period: string | null }[] } }[];
    };
  }

  it("ranks an edition of an index as the indicator of its rank says", async () => {
    const { compositeIndices, indicators } = await graph.client.request<Indices>(gql`
      { compositeIndices { nodes { code editions { nodes { year rank } } } }
        indicators(filter: { search: "rank" }) { nodes { code observations { nodes { value period } } } } }`);
    const editions = compositeIndices.nodes.flatMap(({ code, editions: all }) =>
      all.nodes.map((one) => ({ ...one, indicator: `${code.toLowerCase()}.rank` })),
    );
    const others = editions.filter(({ indicator, year, rank }) => {
      const figures = indicators.nodes.find(({ code }) => code === indicator)?.observations.nodes ?? [];
      const values = figures
        .filter(({ period }) => period === String(year))
        .map(({ value }) => Number(value));
      return rank === null ? values.length > 0 : !values.includes(rank);
    });
    expect(editions.length).toBeGreaterThan(3);
    expect(others).toEqual([]);
  });

  interface Sources {
    tasksDataSources: { name: string }[];
    proceduresDataSources: { name: string }[];
    innovationDataSources: { name: string }[];
    infrastructureDataSources: { name: string }[];
  }

  it("describes in the catalogue the data that the sectors have", async () => {
    const sources = await graph.client.request<Sources>(gql`
      { tasksDataSources { name } proceduresDataSources { name }
        innovationDataSources { name } infrastructureDataSources { name } }`);
    const held = Object.values(sources).flatMap((list: { name: string }[]) => list.map(({ name }) => name));
    const described = await rowsOf<{ name: string }>(
      infrastructure,
      sql`SELECT graph_source AS name FROM dataset WHERE graph_source IS NOT NULL`,
    );
    expect(described.map(({ name }) => name).toSorted()).toEqual(held.toSorted());
  });
});
