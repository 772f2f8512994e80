import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema, type GraphQLSchema, parse, validate } from "graphql";
import { fromRoot } from "../../shared/base/project/project-root";
import type { Labels } from "../labels/labels";
import type { JsonObject } from "../values/json";
import { chooseLists } from "./lists/choose-lists";
import { withInner } from "./lists/find-lists";
import { levelsOf } from "./pages/list-levels";
import { writePageQueries } from "./pages/page-query";
import type { Column } from "./table";
import { columnsOf } from "./table-columns";
import { readTableQuery } from "./table-query";
import { unlistedFields } from "./unlisted-fields";

const schema: GraphQLSchema = buildSchema(readFileSync(join(fromRoot("gateway"), "schema.graphql"), "utf8"));
const none: Labels = { of: () => undefined };

const read = (query: string, variables: JsonObject = {}) => readTableQuery(schema, { query, variables });
const pathsOf = (query: string, variables: JsonObject = {}) =>
  withInner(read(query, variables).lists).map(({ path }) => path);
const columns = (query: string, list?: string, language: "vi" | "en" = "en", labels = none): Column[] => {
  const [chosen] = chooseLists(read(query).lists, list);
  if (!chosen) throw new Error("Expected a list.");
  return [...columnsOf(chosen, labels, language).columns];
};
const briefly = (all: readonly Column[]) =>
  all.map(({ name, key, type: { kind } }) => `${key} ${kind}: ${name}`);

describe("lists of a query", () => {
  it.each<[string, string, string[], JsonObject?]>([
    ["a connection", "{ tasks { nodes { code } totalCount } }", ["tasks"]],
    ["by edges", "{ tasks { edges { cursor node { code } } } }", ["tasks"]],
    ["of another name", "{ late: tasks { rows: nodes { code } } }", ["late"]],
    [
      "by both, each by its own name",
      "{ tasks { nodes { code } edges { cursor } } }",
      ["tasks.nodes", "tasks.edges"],
    ],
    ["none of which objects are selected", "{ tasks { totalCount pageInfo { hasNextPage } } }", []],
    [
      "a statistic",
      "{ dossierStats(groupBy: [UNIT]) { dataAsOf rows { measures { received } } } }",
      ["dossierStats.rows"],
    ],
    ["a plain list", '{ coverage5GSeries(from: "2025-01", to: "2025-02") { month } }', ["coverage5GSeries"]],
    [
      "below one object",
      '{ organization(code: "A") { code tasks { nodes { code } } } }',
      ["organization.tasks"],
    ],
    [
      "within one another",
      "{ organizations { nodes { code tasks { nodes { code bottlenecks: progressReports { nodes { id } } } } } } }",
      ["organizations", "organizations.tasks", "organizations.tasks.bottlenecks"],
    ],
    [
      "within edges",
      "{ organizations { edges { node { tasks { edges { node { code } } } } } } }",
      ["organizations", "organizations.tasks"],
    ],
    ["several", "{ tasks { nodes { code } } organizations { nodes { code } } }", ["tasks", "organizations"]],
    [
      "in a named fragment",
      "{ ...All } fragment All on Query { tasks { ...Page } } fragment Page on TaskConnection { nodes { code } }",
      ["tasks"],
    ],
    [
      "of an interface",
      '{ nodes(ids: ["Task:1"]) { id ... on Organization { tasks { nodes { code } } } } }',
      ["nodes", "nodes.tasks"],
    ],
    [
      "that is skipped",
      "query($no: Boolean!) { tasks @include(if: $no) { nodes { code } } events { nodes { code } } }",
      ["events"],
      { no: false },
    ],
    [
      "that is included",
      "query($no: Boolean = true) { tasks @include(if: $no) { nodes { code } } }",
      ["tasks"],
    ],
    ["one object only", '{ organization(code: "A") { code } }', []],
    ["the schema's own", "{ __schema { types { name } } }", ["__schema.types"]],
  ])("%s", (...[, query, paths, variables]) => {
    expect(pathsOf(query, variables)).toEqual(paths);
  });

  it.each<[string, string, string]>([
    ["{ tasks { nodes { code } } }", "tasks", "tasks"],
    ["{ tasks { nodes { code } } }", "tasks.nodes", "tasks"],
    ["{ tasks { edges { node { code } } } }", "tasks.edges", "tasks"],
    ["{ tasks { edges { node { code } } } }", "tasks.edges.node", "tasks"],
    ["{ dossierStats { rows { measures { received } } } }", "dossierStats", "dossierStats.rows"],
    [
      "{ organizations { nodes { tasks { nodes { code } } } } }",
      "organizations.nodes.tasks.nodes",
      "organizations.tasks",
    ],
  ])("%s may be called %s", (query, spelling, path) => {
    expect(chooseLists(read(query).lists, spelling).map((list) => list.path)).toEqual([path]);
  });

  it("are told where one is named that there is not", () => {
    const { lists } = read(
      "{ tasks { nodes { code } } organizations { nodes { tasks { nodes { code } } } } }",
    );
    expect(() => chooseLists(lists, "task")).toThrow(
      'list: expected one of tasks, organizations, organizations.tasks; got "task".',
    );
  });

  it.each([
    [
      "mutation { endTask(input: {}) { userErrors { code } } }",
      "a query, whose lists become tables; a mutation is sent to /graphql",
    ],
    ["{ tables_id: tasks { nodes { code } } }", "no name that begins with tables_"],
    [
      "query($tables_first_0: Int) { tasks(first: $tables_first_0) { nodes { code } } }",
      "no name that begins with tables_",
    ],
  ])("refuses %s", (query, message) => {
    // Not what is read: the schema hangs on it, and jest would write it all.
    expect(() => void read(query)).toThrow(message);
  });
});

describe("what stands beside a list", () => {
  it.each<[string, string | undefined, string[]]>([
    [
      "{ dossierStats { dataThrough totals { received } truncated rows { measures { received } } } }",
      undefined,
      ["dossierStats.dataThrough", "dossierStats.totals"],
    ],
    [
      '{ organization(code: "A") { code unit { name } events: children { code } tasks { totalCount pageInfo { hasNextPage } nodes { code } } } }',
      "organization.tasks",
      ["organization.code", "organization.unit"],
    ],
    [
      "{ organizations { totalCount nodes { code unit { name } tasks { nodes { code } } } } viewer { role } }",
      "organizations.tasks",
      [],
    ],
  ])("of %s", (...[query, list, beside]) => {
    const [chosen] = chooseLists(read(query).lists, list);
    expect(chosen && unlistedFields(chosen)).toEqual(beside);
  });
});

describe("columns of a list", () => {
  it("are its fields in their order, objects in objects unfolded, by the scalar's kind", () => {
    const query = `{ dossiers { totalCount nodes { id code status receivedAt digitised satisfaction procedure { code name } unit { code } __typename } } }`;
    expect(briefly(columns(query))).toEqual([
      "id text: Id",
      "code text: Code",
      "status text: Status",
      "receivedAt instant: Received at",
      "digitised boolean: Digitised",
      "satisfaction integer: Satisfaction",
      "procedure_code text: Procedure code",
      "procedure_name text: Name",
      "unit_code text: Unit code",
      "__typename text: Typename",
    ]);
  });

  it("have the names that the query gives", () => {
    expect(
      briefly(columns("{ tasks { nodes { soNgay: code lead: leadOrganization { ma: code } } } }")),
    ).toEqual(["soNgay text: So ngay", "lead_ma text: Ma"]);
  });

  it("of a rate and of a step are called as these are", () => {
    const query = `{ dossierStats(groupBy: [PROCESSING_DAYS], timeBucket: { grain: MONTH }) { rows { bucket { label start }
      processingDays { label } measures { onTimeRate { value numerator } late: onTimeRate { share: value } } } } }`;
    expect(briefly(columns(query))).toEqual([
      "bucket_label text: Bucket",
      "bucket_start date: Start",
      "processingDays_label text: Processing days",
      "measures_onTimeRate_value float: On time rate",
      "measures_onTimeRate_numerator integer: Numerator",
      "measures_late_share float: Share",
    ]);
    const targets = `{ indicators { nodes { code latest { value } targets { nodes { value computed { value } } } } } }`;
    expect(briefly(columns(targets, "indicators.targets"))).toEqual([
      "indicators_code text: Code",
      "indicators_latest_value decimal: Latest",
      "value decimal: Value",
      "computed_value decimal: Computed",
    ]);
  });

  it("have Vietnamese labels, with the object behind", () => {
    const labels: Record<string, string> = {
      "Task.code": "Mã",
      "Task.leadOrganization": "Cơ quan chủ trì",
      "Organization.code": "Mã",
      "Organization.name": "Tên",
    };
    const of = (coordinate: string) => {
      const name = labels[coordinate];
      return name === undefined ? undefined : { name, description: "" };
    };
    const query = "{ tasks { nodes { code leadOrganization { code name } } } }";
    expect(columns(query, undefined, "vi", { of }).map(({ name }) => name)).toEqual([
      "Mã",
      "Mã cơ quan chủ trì",
      "Tên",
    ]);
  });

  it("repeat the object around, and leave its lists out", () => {
    const query = `{ organizations { nodes { code name tasks { totalCount nodes { code status } } events { nodes { code } } } } }`;
    expect(briefly(columns(query, "organizations.tasks"))).toEqual([
      "organizations_code text: Organization code",
      "organizations_name text: Name",
      "code text: Code",
      "status text: Status",
    ]);
  });

  it("repeat the objects on the way to a list within another one", () => {
    const query = `{ administrativeUnits { nodes { code authority { name taskStats { overdue } tasks { totalCount nodes { code } } } } } }`;
    const expected = [
      "administrativeUnits_code text: Administrative unit code",
      "administrativeUnits_authority_name text: Name",
      "administrativeUnits_authority_taskStats_overdue integer: Overdue",
      "code text: Code",
    ];
    expect(briefly(columns(query, "administrativeUnits.authority.tasks"))).toEqual(expected);
    const byEdges = query
      .replace("{ nodes { code authority", "{ edges { node { code authority")
      .replace(/\}$/, "} }");
    expect(briefly(columns(byEdges, "administrativeUnits.authority.tasks"))).toEqual(expected);
  });

  it("have lists of objects as JSON, what stands beside these as columns, and pageInfo nowhere", () => {
    const query = `{ organizations { nodes { code tasks { totalCount pageInfo { hasNextPage } nodes { code } } } } }`;
    expect(briefly(columns(query))).toEqual([
      "code text: Code",
      "tasks_totalCount integer: Total count",
      "tasks json: Tasks",
    ]);
  });

  it("of edges are the node's and the cursor", () => {
    expect(briefly(columns("{ tasks { edges { node { code } cursor } } }"))).toEqual([
      "code text: Code",
      "cursor text: Cursor",
    ]);
  });

  it("of an interface are those of all fragments", () => {
    const query = `{ nodes(ids: ["Task:1"]) { id ... on Task { code } ... on Organization { code name } ... on AdministrativeUnit { population } } }`;
    expect(columns(query).map(({ key }) => key)).toEqual(["id", "code", "name", "population"]);
  });
});

describe("queries of pages", () => {
  const pages = (query: string, list?: string, variables: JsonObject = {}) => {
    const { definition, root, lists, values } = read(query, variables);
    const [chosen] = chooseLists(lists, list);
    if (!chosen) throw new Error("Expected a list.");
    return writePageQueries(schema, definition, root, levelsOf(chosen, values, Number.POSITIVE_INFINITY));
  };
  const textsOf = ({ root, count, rest }: ReturnType<typeof pages>) => [
    root,
    ...(count === undefined ? [] : [count]),
    ...rest.flatMap((each) => each?.text ?? []),
  ];

  it("ask for the list's objects and nothing else, by variables of the gateway's", () => {
    const query = `query Q($f: TaskFilter, $other: ID!) { a: tasks(filter: $f, first: 7) { totalCount nodes { code } } organization(code: $other) { code } }`;
    expect(textsOf(pages(query, undefined, { other: "A" }))).toEqual([
      "query Q($f: TaskFilter, $tables_first_0: Int, $tables_after_0: String) { a: tasks(filter: $f, first: $tables_first_0, after: $tables_after_0) { nodes { code tables_origin: origin tables_source: source { code title } } tables_pageInfo: pageInfo { hasNextPage endCursor } } }",
      "query Q($f: TaskFilter) { a: tasks(filter: $f, first: 1) { tables_totalCount: totalCount } }",
    ]);
  });

  it("ask for what stands in the objects on the way to a list within another one", () => {
    const query =
      "{ administrativeUnits { nodes { code authority { name datasets { nodes { title } } tasks { totalCount nodes { code } } } } } }";
    const { root } = pages(query, "administrativeUnits.authority.tasks");
    expect(root).toContain("nodes { code authority { name tasks(first: ");
    expect(root).not.toMatch(/datasets|totalCount/);
  });

  it.each<[string, string?]>([
    ["{ tasks { nodes { code } } }"],
    ["{ tasks { edges { cursor node { code leadOrganization { code } } } } }"],
    ["{ tasks(last: 5) { nodes { code } } }"],
    [
      "{ dossierStats(groupBy: [UNIT]) { rows { unit { name } measures { received onTimeRate { value } } } } }",
    ],
    ["{ organizations { nodes { code tasks { nodes { code } } } } }", "organizations.tasks"],
    [
      "{ organizations { edges { node { code tasks { edges { node { code } } } } } } }",
      "organizations.tasks",
    ],
    ["{ organizations { edges { node { tasks { edges { cursor } } } } } }", "organizations.tasks"],
    ['{ nodes(ids: ["Task:1"]) { ... on Organization { tasks { nodes { code } } } } }', "nodes.tasks"],
    [
      '{ nodes(ids: ["Task:1"]) { ...T ... on Organization { name } } } fragment T on Task { title leadOrganization { name } }',
    ],
    [
      "query($on: Boolean = true) { tasks { nodes { code title @include(if: $on) ...X @skip(if: $on) } } } fragment X on Task { status }",
    ],
    ['{ tasks(filter: { search: "a $tables_after_0 b" }) { nodes { code } } }'],
  ])("fit the schema: %s", (...[query, list]) => {
    const written = pages(query, list);
    for (const text of textsOf(written))
      expect([text, validate(schema, parse(text)).map(String)]).toEqual([text, []]);
  });
});
