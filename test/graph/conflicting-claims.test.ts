import { readFileSync } from "node:fs";
import { type FieldDefinitionNode, Kind, parse } from "graphql";
import { gql } from "graphql-request";
import { fromRoot } from "../../shared/base/project/project-root";
import { readSubgraphList } from "../../shared/base/project/subgraph-list";
import { eventually } from "../support/gateway/gateway-request";
import { tokenFor } from "../support/gateway/token-for";
import { type RunningGraph, startGraph } from "../support/processes/running-graph";

/*
 * What two sectors might both tell of one thing: fields of one name in two of them are found in the schemas. Each is
 * either compared, here or in `sectors-agree.test.ts`, or said to be of different things.
 */

/** Names under which two sectors tell the same fact; the words are the test's that compares them. */
const compared: Record<string, string> = {
  decimals: "a key result has the digits of its indicator",
  name: "says one thing of each unit (sectors-agree)",
  organization: "an objective is led by who answers for the indicators of its key results",
  parent: "an authority stands below the city, as its unit does",
  periodEnd: "aims where its indicator's published target does (sectors-agree)",
  periodStart: "aims where its indicator's published target does (sectors-agree)",
  predecessors: "a unit and its authority took over from the same",
  source: "launches a platform on the day … and plans it in its documents (sectors-agree)",
  successors: "a unit and its authority took over from the same",
  unit: "says one thing of each unit (sectors-agree)",
};

/** Names that stand for different things, each told by one sector alone. */
const different: Record<string, string> = {
  asOf: "the day that the sector's own answer is of",
  basis: "of a programme its law; of a measurement how it was found",
  bucket: "a step of time",
  change: "of the sector's own statistic",
  changeFrom: "of the sector's own statistic",
  changedAt: "of the sector's own row",
  code: "the key",
  computed: "what a sector computes for one figure, from its own rows",
  dataAsOf: "of the sector's own statistic",
  dataThrough: "of the sector's own statistic",
  description: "of the sector's own thing",
  distinct: "of the sector's own statistic",
  dueOn: "of a task; of a target",
  endCursor: "of the sector's own statistic",
  id: "the key",
  indicator: "a reference; sectors-agree holds the keys to their home",
  indicators: "references",
  inferences: "of the sector's own rows",
  isPartial: "of the sector's own steps",
  issuedOn: "of a document; of a dataset",
  kind: "of the sector's own thing",
  measures: "of the sector's own rows",
  month: "of the sector's own rows",
  movingMean: "of the sector's own statistic",
  note: "of the sector's own row",
  onTimeRateOfDue: "of tasks; of dossiers",
  origin: "of the sector's own row",
  overdue: "of tasks; of dossiers",
  progress: "of a task; of a key result",
  publisher: "of a document; of a dataset",
  rate: "of the sector's own rows",
  recordedAt: "of the sector's own row",
  rowId: "of the sector's own row",
  rows: "of the sector's own statistic",
  runningTotal: "of the sector's own statistic",
  saidOn: "of the sector's own row",
  series: "what a sector computes for one key result, from its own rows",
  share: "of the sector's own statistic",
  status: "of the sector's own thing",
  syntheticShare: "of the sector's own rows",
  title: "of the sector's own thing",
  totals: "of the sector's own statistic",
  truncated: "of the sector's own list",
  value: "of an indicator; of a claim on a unit",
  version: "of the sector's own row",
};

it("knows of every name that fields of two sectors have whether they tell one fact", () => {
  const sectorsOf = new Map<string, Set<string>>();
  for (const { name: sector } of readSubgraphList()) {
    for (const field of ownFields(sector)) {
      sectorsOf.set(field, (sectorsOf.get(field) ?? new Set()).add(sector));
    }
  }
  const twice = [...sectorsOf].filter(([, sectors]) => sectors.size > 1).map(([field]) => field);
  expect(twice.toSorted()).toEqual([...Object.keys(compared), ...Object.keys(different)].toSorted());
});

/** Names of the fields of a sector's types, without those that every sector has alike. */
function ownFields(sector: string): string[] {
  const { definitions } = parse(readFileSync(fromRoot("subgraphs", sector, "schema.graphql"), "utf8"));
  const has = ({ directives = [] }: { directives?: FieldDefinitionNode["directives"] }, name: string) =>
    directives.some((directive) => directive.name.value === name);
  return definitions.flatMap((type) => {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION || has(type, "shareable")) return [];
    if (/^(Query|Mutation|Subscription)$|(Connection|Edge|Payload)$/.test(type.name.value)) return [];
    return (type.fields ?? []).filter((field) => !has(field, "external")).map((field) => field.name.value);
  });
}

describe("as clients see it", () => {
  let graph: RunningGraph;
  beforeAll(async () => {
    graph = await startGraph();
  }, 120_000);
  afterAll(() => graph?.cleanUp());
  const asAdmin = async () => ({ authorization: `Bearer ${await tokenFor(graph, { role: "admin" })}` });

  interface Objectives {
    objectives: {
      nodes: {
        organization: { code: string };
        keyResults: {
          code: string;
          decimals: number;
          indicator: { decimals: number; responsibleOrganization: { code: string } | null } | null;
        }[];
      }[];
    };
  }

  it("gives a key result the digits of its indicator, and has it led by who answers for the indicator", async () => {
    const { objectives } = await graph.client.request<Objectives>(gql`
      { objectives { nodes { organization { code } keyResults { code decimals
        indicator { decimals responsibleOrganization { code } } } } } }`);
    const keyResults = objectives.nodes.flatMap(({ organization, keyResults: all }) =>
      all.map((one) => ({ ...one, leader: organization.code })),
    );
    expect(keyResults.length).toBeGreaterThanOrEqual(8);
    expect(keyResults.filter((one) => one.indicator && one.indicator.decimals !== one.decimals)).toEqual([]);
    const named = keyResults.filter((one) => one.indicator?.responsibleOrganization);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((one) => one.indicator?.responsibleOrganization?.code !== one.leader)).toEqual([]);
  });

  interface Units {
    administrativeUnits: {
      nodes: {
        code: string;
        population: number;
        parent: { code: string } | null;
        authority: { parent: { unit: { code: string } | null; axis: string } | null } | null;
        coverage5G: { populationShare: { denominator: number } | null } | null;
      }[];
    };
  }

  it("counts as many people in a unit for its coverage as live in it, and places its authority as it", async () => {
    const { administrativeUnits } = await graph.client.request<Units>(gql`
      { administrativeUnits(first: 126) { nodes { code population parent { code }
        authority { parent { axis unit { code } } } coverage5G { populationShare { denominator } } } } }`);
    const said = administrativeUnits.nodes;
    expect(said).toHaveLength(126);
    expect(said.map(({ code, coverage5G }) => [code, coverage5G?.populationShare?.denominator])).toEqual(
      said.map(({ code, population }) => [code, population]),
    );
    expect(said.filter(({ parent }) => parent?.code !== "01")).toEqual([]);
    expect(said.filter(({ authority }) => authority?.parent?.axis !== "PEOPLES_COMMITTEE")).toEqual([]);
  });

  it("takes over in a unit and in its authority from the same", async () => {
    interface Lineage {
      administrativeUnits: {
        nodes: {
          predecessors: { code: string; successors: { code: string }[] }[];
          authority: { predecessors: { code: string; successors: { code: string }[] }[] };
        }[];
      };
    }
    const { administrativeUnits } = await graph.client.request<Lineage>(
      gql`
      { administrativeUnits(first: 126) { nodes { predecessors { code successors { code } }
        authority { predecessors { code successors { code } } } } } }`,
      {},
      await asAdmin(),
    );
    const named = (rows: { code: string; successors: { code: string }[] }[], pattern: RegExp) =>
      rows.map(({ code, successors }) =>
        [code, ...successors.map((one) => one.code)].map((text) => text.replace(pattern, "")),
      );
    const units = administrativeUnits.nodes;
    expect(units.map(({ authority }) => named(authority.predecessors, /^[FU]/))).toEqual(
      units.map(({ predecessors }) => named(predecessors, /^$/)),
    );
    expect(units.flatMap(({ predecessors }) => predecessors).length).toBeGreaterThanOrEqual(526);
  });

  it("follows in the units' readiness whatever procedures records of a connection", async () => {
    const headers = await asAdmin();
    const told = async () => {
      const { administrativeUnit } = await graph.client.request<{
        administrativeUnit: {
          servicePoints: { nodes: { connected: boolean }[] };
          readiness: { criteria: { criterion: string; meets: boolean }[] };
        };
      }>(gql`{ administrativeUnit(code: "00004") { servicePoints { nodes { connected } }
        readiness { criteria { criterion meets } } } }`);
      const { servicePoints, readiness } = administrativeUnit;
      const check = readiness.criteria.find(({ criterion }) => criterion === "SERVICE_CENTRE_CONNECTION");
      return {
        procedures: servicePoints.nodes.map(({ connected }) => connected),
        infrastructure: check?.meets,
      };
    };
    expect(await told()).toEqual({ procedures: [true], infrastructure: true });
    for (const connected of [false, true]) {
      await graph.client.request(
        gql`mutation ($connected: Boolean!) { recordServicePoint(input: { code: "D00004", unit: "00004",
          name: "Điểm phục vụ hành chính công phường Ba Đình", connected: $connected }) { userErrors { message } } }`,
        { connected },
        headers,
      );
      await eventually(async () => ((await told()).infrastructure === connected ? true : undefined));
      expect(await told()).toEqual({ procedures: [connected], infrastructure: connected });
    }
  });
});
