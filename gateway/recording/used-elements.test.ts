import { buildSchema, Kind, parse, validate } from "graphql";
import { addSubscriptions } from "../schema/add-subscriptions";
import { describeOperation } from "./describe-operation";
import { compileUsedValues } from "./used-values";

const schema = addSubscriptions(
  buildSchema(`
    enum Status { OPEN DONE LATE }
    input Range { from: Int = 0 to: Int! = 9 }
    input Filter { status: [Status!] range: Range not: Filter name: String }
    interface Node { id: ID! }
    type Task implements Node { id: ID! title(length: Int): String status: Status owner: Person }
    type Person { name: String tasks(filter: Filter): [Task!]! }
    union Found = Task | Person
    directive @tag(name: String) on FIELD
    type Query { tasks(filter: Filter, status: Status): [Task!]! node(id: ID!): Node find(text: String): [Found!]! }
    type Mutation { rename(id: ID!, title: String!): Task }`),
);

const describeText = (text: string, at = 0) => {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  const definition = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION)[at];
  if (!definition) throw new Error("Expected an operation.");
  return describeOperation(schema, { document, definition });
};

it.each([
  [
    "fields and arguments",
    `{ tasks { t: title(length: 3) } }`,
    ["Query.tasks", "Task.title", "Task.title(length:)"],
  ],
  [
    "values of enumerations and input fields, in lists and objects",
    `{ tasks(filter: {status: [OPEN, DONE], not: {range: {to: 3}}}) { id } }`,
    [
      ...[
        "Filter",
        "Filter.not",
        "Filter.range",
        "Filter.status",
        "Query.tasks",
        "Query.tasks(filter:)",
        "Range",
      ],
      ...["Range.to", "Status.DONE", "Status.OPEN", "Task.id"],
    ],
  ],
  [
    "defaults and types of variables",
    `query Q($f: Filter = {status: LATE}, $s: Status) { tasks(filter: $f, status: $s) { id } }`,
    [
      ...["Filter", "Filter.status", "Query.tasks", "Query.tasks(filter:)", "Query.tasks(status:)", "Status"],
      ...["Status.LATE", "Task.id"],
    ],
  ],
  [
    "conditions, fragments within fragments, and nothing of fragments of other operations",
    `query A { node(id: "Task:1") { ...T } } fragment T on Task { ...O } fragment O on Task { owner { name } }
     query B { find(text: "x") { ... on Person { name } __typename } }`,
    ["Person.name", "Query.node", "Query.node(id:)", "Task", "Task.owner"],
  ],
  [
    "a subscription as what it mirrors",
    "subscription { live { tasks { status } } }",
    ["Query.tasks", "Task.status"],
  ],
  [
    "directives of the schema",
    `{ tasks { id @tag(name: "x") @include(if: true) } }`,
    ["@tag", "@tag(name:)", "Query.tasks", "Task.id"],
  ],
  ["nothing of introspection", "{ __schema { types { name } } __typename }", []],
])("knows %s", (_case, text, elements) => {
  expect(describeText(text).elements).toEqual(elements);
});

it("takes for one operation what differs in names, order and literals alone, and keeps no literal", () => {
  const one = describeText(
    `query Q($s: Status) { b: tasks(status: $s, filter: {name: "Nguyễn Văn An"}) { title(length: 3) id } }`,
  );
  const other = describeText(
    `query Q($s: Status) { tasks(filter: {name: "x"}, status: $s) { id title(length: 7) } }`,
  );
  const more = describeText(`query Q($s: Status) { tasks(filter: {name: "x"}, status: $s) { id } }`);
  expect(one).toEqual({
    ...{ hash: other.hash, name: "Q", kind: "query", elements: other.elements },
    signature: 'query Q($s: Status) { tasks(filter: {name: ""}, status: $s) { id title(length: 0) } }',
  });
  expect(more.hash).not.toBe(one.hash);
});

it("names values of variables by the schema, and all of a type where there are too many", () => {
  const definition = parse("query Q($f: Filter, $s: [Status!], $n: Int) { tasks { id } }").definitions[0];
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error("Expected an operation.");
  const note = compileUsedValues(schema, definition.variableDefinitions ?? []);
  const usedBy = (variables: Record<string, unknown>) => {
    const used = new Set<string>();
    note?.(variables, used);
    return [...used].toSorted();
  };
  expect(usedBy({ f: { status: "OPEN", not: { range: { from: 1 } }, name: "An" }, s: "LATE", n: 7 })).toEqual(
    [
      ...["Filter", "Filter.name", "Filter.not", "Filter.range", "Filter.status", "Range", "Range.from"],
      ...["Status.LATE", "Status.OPEN"],
    ],
  );
  expect(usedBy({ f: { nobody: 1, status: ["NOBODY", 3, null] }, s: null })).toEqual([
    "Filter",
    "Filter.status",
  ]);
  expect(usedBy({ s: Array.from({ length: 200 }, () => "DONE") })).toEqual(["Status.*", "Status.DONE"]);
});
