import { readFileSync } from "node:fs";
import { type GraphQLSchema, getNamedType, isObjectType } from "graphql";
import { fromRoot } from "../../shared/base/project/project-root";
import { readSubgraphList } from "../../shared/base/project/subgraph-list";
import { figureNameOf } from "../../subgraphs/common/sector/read-sectors";
import { addObservation } from "../../subgraphs/innovation/observation/observation.fixture";
import { knownKeys, referenceTo } from "../support/schema/known-keys";
import {
  committedSchema,
  type Entrance,
  hasTruncated,
  isExternal,
  isPage,
  type ListField,
  listFieldsOf,
  queryFor,
} from "../support/schema/list-fields";
import { loadSubgraph } from "../support/schema/load-subgraph";
import { openTestSubgraph, type TestSubgraph } from "../support/subgraph/subgraph-harness";

/*
 * Nothing is cut in silence. Every list of every sector is a page of a connection, or says beside it whether it was
 * `truncated`, or is declared here to be whole, however many rows there are.
 */

/** Lists that are always whole. Where too much is asked for they refuse, and cut nothing. */
const whole: Record<string, string[]> = {
  tasks: [
    "Bottleneck.inferences",
    "Bottleneck.organizations",
    "Event.indicators",
    "Event.inferences",
    "Milestone.inferences",
    "Milestone.leadOrganizations",
    "Milestone.plans",
    "Objective.inferences",
    "Objective.keyResults",
    "Organization.children",
    "Organization.predecessors",
    "Organization.successors",
    "PolicyDocument.inferences",
    "Programme.inferences",
    "SixClear.missing",
    "Task.coordinatingOrganizations",
    "Task.extensions",
    "Task.handovers",
    "Task.inferences",
    "WarningEntry.overdueTasks",
    "WarningList.dueSoon",
    "WarningList.entries",
  ],
  procedures: ["Dossier.events", "Query.serviceConnections"],
  innovation: [
    "AdministrativeUnit.coverage5GSeries",
    "CompositeIndex.pillars",
    "Enterprise.kinds",
    "IndexComponent.results",
    "IndexEdition.inferences",
    "IndexEdition.results",
    "IndexPillar.components",
    "IndexPillar.inferences",
    "Indicator.conflicts",
    "Indicator.inferences",
    "KeyResult.computed",
    "KeyResult.measurements",
    "ObservationConflict.observations",
    "Query.coverage5GSeries",
    "Query.allIndicators",
    "Query.sectors",
    "Target.inferences",
  ],
  infrastructure: [
    "AdministrativeUnit.figures",
    "AdministrativeUnit.otherClaims",
    "AdministrativeUnit.predecessors",
    "Dataset.distributions",
    "Dataset.keywords",
    "FormerUnit.successors",
    "UnitFigure.sources",
    "UnitReadiness.criteria",
  ],
};

/** The lists that the kit gives every subgraph that has cubes, data and figures. */
function ofTheKit(name: string, schema: GraphQLSchema): string[] {
  const lists = [
    `Query.${name}Cubes`,
    `Query.${name}DataSources`,
    `Query.${name}LastSyncs`,
    "StatisticsCube.dimensions",
    "StatisticsCube.measures",
    `${figureNameOf(name)}Figure.series`,
  ];
  return lists.filter((list) => {
    const [type = "", field = ""] = list.split(".");
    const found = schema.getType(type);
    return isObjectType(found) && field in found.getFields();
  });
}

/** A column of rows that are met on a page only, which nothing could cut. */
const columnOfPage = "AuditEntry.keys";

describe.each(readSubgraphList().map(({ name }) => name))("the lists of %s", (name) => {
  const schema = committedSchema(name);
  const lists = listFieldsOf(schema).filter(
    (list) => !isOfMutation(list) && !isExternal(list) && list.name !== columnOfPage,
  );
  const others = lists.filter((list) => !isPage(list) && !hasTruncated(list));

  it("are pages, say when they are truncated, or are declared to be whole", () => {
    const declared = [...(whole[name] ?? []), ...ofTheKit(name, schema)];
    const found = others.map((list) => list.name);
    expect({
      "a list without pages that is not declared here: make it a connection (defineConnection), or say why it is whole":
        found.filter((list) => !declared.includes(list)),
      "declared here and not there": declared.filter((list) => !found.includes(list)),
    }).toEqual({
      "a list without pages that is not declared here: make it a connection (defineConnection), or say why it is whole":
        [],
      "declared here and not there": [],
    });
  });

  it("that are whole take no number of rows, which would cut them", () => {
    const numbered = others.filter(({ field }) =>
      field.args.some(({ type }) => getNamedType(type).name === "Int"),
    );
    expect(numbered.map((list) => list.name)).toEqual([]);
  });

  describe("that are whole are read without a bound:", () => {
    let subgraph: TestSubgraph;
    let entrances: Entrance[];
    beforeAll(async () => {
      subgraph = await openTestSubgraph(loadSubgraph(name));
      await lacking[name]?.(subgraph);
      entrances = await entrancesOf(subgraph, name);
    });
    afterAll(() => subgraph.close());

    const read = others.map((list) => ({ ...list, title: list.name }));
    it.each(read)("$title", async (list) => {
      const { query, way } = queryFor(schema, list, entrances, literals) ?? {};
      expect(query).toBeDefined();
      const ofWay = recorded(subgraph);
      if (way) await subgraph.execute(way);
      const statements = recorded(subgraph);
      const { data, errors } = await subgraph.execute(query ?? "");
      expect({ query, errors }).toEqual({ query, errors: [] });
      expect({ query, found: JSON.stringify(data) }).toEqual({
        query,
        found: expect.stringContaining(`"${list.field.name}":[`),
      });
      // The first of a lateral look-up is no bound of the list.
      expect(
        statements.filter(
          (statement) =>
            !ofWay.includes(statement) && /\b(limit|offset|fetch first)\s(?!1\b|0\b)/i.test(statement),
        ),
      ).toEqual([]);
    });

    it("and the same look finds the bound of a page", async () => {
      const page = listFieldsOf(schema).find((list) => isPage(list));
      const field = Object.values(schema.getQueryType()?.getFields() ?? {}).find(
        ({ type }) => getNamedType(type) === page?.type,
      );
      const statements = recorded(subgraph);
      await subgraph.execute(`{ ${field?.name} { nodes { __typename } } }`);
      expect(statements.some((statement) => /\blimit\s(?!1\b|0\b)/i.test(statement))).toBe(true);
    });
  });
});

/** What a mutation answers tells of its own input, which is bounded. */
function isOfMutation({ type }: ListField): boolean {
  return type.name.endsWith("Payload") || type.name === "UserError";
}

/** Arguments without which some lists cannot be asked for. */
const literals: Record<string, string> = {
  "coverage5GSeries.from": '"2025-01"',
  "coverage5GSeries.to": '"2025-11"',
};

/** Rows without which a list is never read, for the first data has none. */
const lacking: Record<string, (subgraph: TestSubgraph) => Promise<unknown>> = {
  tasks: ({ dataSource }) =>
    dataSource.query(`INSERT INTO key_result (code, title, objective_code, indicator_code, target, origin, changed_at)
      VALUES ('A-1', 'Overdue', 'O-2025-NV', 'tasks.all.overdue', 0, 'REPORTED', now())`),
  innovation: async (subgraph) => {
    const [indicatorCode = ""] = await knownKeys(subgraph, "Indicator");
    const add = (value: string) => addObservation(subgraph.database, { indicatorCode, value });
    await subgraph.dataSource.query(
      `INSERT INTO target (indicator_code, value, qualifier, due_on, due_on_assumed)
       VALUES ($1, 1, 'EXACT', '2026-12-31', FALSE)`,
      [indicatorCode],
    );
    return [await add("1"), await add("2")];
  },
};

/** Where a query of a subgraph can begin: Query itself, and every entity that it answers references to. */
async function entrancesOf(subgraph: TestSubgraph, name: string): Promise<Entrance[]> {
  const entities = Object.entries(loadSubgraph(name).references).map(async ([type, { isHome }]) => {
    const key = isHome ? (await knownKeys(subgraph, type))[0] : codes[type];
    const brought = isHome ? undefined : carried[type]?.();
    const reference = brought ?? literalOf(referenceTo(type, key ?? ""));
    return { type, steps: [`_entities(representations: [${reference}])`, `... on ${type}`] };
  });
  return [{ type: "Query", steps: [] }, ...(await Promise.all(entities))];
}

function literalOf(reference: Record<string, string>): string {
  return `{ ${Object.entries(reference).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)} }`;
}

/** Indicators that sectors compute; one that is not named here computes the first that it registers. */
const computedIndicators: Record<string, string> = {
  tasks: "tasks.all.overdue",
  procedures: "dossiers.received",
  infrastructure: "systems.migrated-to-data-centre",
};

function figureOf(sector: string): string {
  const registered = () =>
    readFileSync(fromRoot("subgraphs", sector, "register", "indicators.csv"), "utf8")
      .split("\n")[1]
      ?.split(",")[0];
  const indicator = computedIndicators[sector] ?? registered();
  return `{ __typename: "${figureNameOf(sector)}Figure", indicator: "${indicator}", value: "1",
    periodStart: "2025-01-01", periodEnd: "2025-12-31" }`;
}

/** References that the gateway brings with more than a key, by the subgraph that they are for. */
const carried: Record<string, () => string> = {
  KeyResult: () => `{ __typename: "KeyResult", code: "KR-2025-NV-1", indicator: { code: "pii.components" },
    baseline: "0", target: "1", decimals: 0, periodStart: "2025-01-01", periodEnd: "2025-12-31",
    tasksFigure: { series: [] }, proceduresFigure: { series: [] }, infrastructureFigure: { series: [] } }`,
  ...Object.fromEntries(
    readSubgraphList().map(({ name }) => [`${figureNameOf(name)}Figure`, () => figureOf(name)] as const),
  ),
  Objective: () => '{ __typename: "Objective", code: "O-2025-NV", keyResults: [] }',
};

/** Keys of types whose home is another subgraph. */
const codes: Record<string, string> = {
  AdministrativeUnit: "00004",
  Indicator: "dossiers.received",
  Milestone: "ihanoi-super-app",
  Organization: "SKHCN",
};

/** The statements that are sent from now on. */
function recorded({ dataSource }: TestSubgraph): string[] {
  const statements: string[] = [];
  const logger = dataSource.logger;
  dataSource.logger = Object.assign(Object.create(logger), {
    logQuery: (statement: string) => statements.push(statement),
  });
  return statements;
}
