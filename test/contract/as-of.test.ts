import {
  type GraphQLArgument,
  type GraphQLObjectType,
  getNamedType,
  isInputObjectType,
  isObjectType,
} from "graphql";
import { readSubgraphList } from "../../shared/base/project/subgraph-list";
import { committedSchema } from "../support/schema/list-fields";
import { loadSubgraph } from "../support/schema/load-subgraph";
import { openTestSubgraph, type TestSubgraph } from "../support/subgraph/subgraph-harness";

/* Wherever a sector offers `asOf`, a day to come is refused, with one message; the places are found in the schemas. */

interface Place {
  subgraph: string;
  name: string;
  type: string;
  field: string;
  argument: "Date" | "DateTime";
  selection: string;
}

const subgraphs = readSubgraphList().map(({ name }) => name);
const places = subgraphs.flatMap(findPlaces);
const opened = new Map<string, TestSubgraph>();
beforeAll(async () => {
  for (const name of new Set(places.map(({ subgraph }) => subgraph))) {
    opened.set(name, await openTestSubgraph(loadSubgraph(name)));
  }
});
afterAll(() => Promise.all([...opened.values()].map((subgraph) => subgraph.close())));

const lastOfToday = "2025-11-14T16:59:59.999Z";
const firstOfTomorrow = "2025-11-14T17:00:00.000Z";

describe.each(places)("asOf of $name in $subgraph", (place) => {
  const values =
    place.argument === "Date"
      ? { today: "2025-11-14", tomorrow: "2025-11-15" }
      : { today: lastOfToday, tomorrow: firstOfTomorrow };

  it("refuses tomorrow until the last millisecond of today in Hanoi", async () => {
    const { errors } = await ask(place, values.tomorrow, lastOfToday);
    expect(errors).toEqual([
      {
        message: `asOf: expected today, 2025-11-14, or before; got ${values.tomorrow}.`,
        path: expect.arrayContaining([place.field]),
        code: "BAD_USER_INPUT",
      },
    ]);
  });

  it("takes that day as soon as it has begun, today, and none at all", async () => {
    expect((await ask(place, values.tomorrow, firstOfTomorrow)).errors).toEqual([]);
    expect((await ask(place, values.today, "2025-11-14T00:00:00+07:00")).errors).toEqual([]);
    expect((await ask(place, null, lastOfToday)).errors).toEqual([]);
  });
});

it("is never a field of an input, which the places above would miss", () => {
  const inputs = subgraphs.flatMap((name) =>
    Object.values(committedSchema(name).getTypeMap())
      .filter(isInputObjectType)
      .filter((type) => "asOf" in type.getFields())
      .map((type) => `${name}: ${type.name}`),
  );
  expect(inputs).toEqual([]);
});

function findPlaces(subgraph: string): Place[] {
  const types = Object.values(committedSchema(subgraph).getTypeMap()).filter(isObjectType);
  return types.flatMap((type: GraphQLObjectType) =>
    Object.values(type.getFields()).flatMap((field) => {
      const asOf = field.args.find(({ name }: GraphQLArgument) => name === "asOf");
      if (asOf === undefined) return [];
      const argument = getNamedType(asOf.type).name as Place["argument"];
      const selection = isObjectType(getNamedType(field.type)) ? "{ __typename }" : "";
      return [
        {
          subgraph,
          name: `${type.name}.${field.name}`,
          type: type.name,
          field: field.name,
          argument,
          selection,
        },
      ];
    }),
  );
}

function ask({ subgraph, type, field, argument, selection }: Place, asOf: string | null, now: string) {
  const selected = `${field}(${others[`${type}.${field}`] ?? ""} asOf: $asOf) ${selection}`;
  const way = ways[type];
  const key = keys[type];
  const at = opened.get(subgraph);
  if (at === undefined || (way === undefined && key === undefined)) {
    throw new Error(`Expected to know a way to ${type} in ${subgraph}: tell it below.`);
  }
  if (way) return at.execute(`query ($asOf: ${argument}) ${way(selected)}`, { asOf }, { now });
  const entity = `_entities(representations: [$key]) { ... on ${type} { ${selected} } }`;
  const variables = { key: { __typename: type, ...key }, asOf };
  return at.execute(`query ($key: _Any!, $asOf: ${argument}) { ${entity} }`, variables, { now });
}

/** Arguments without which a field cannot be asked for. */
const others: Record<string, string> = { "Query.administrativeUnit": 'code: "00004"' };

/** The queries that lead to types without a key. */
const ways: Record<string, (selection: string) => string> = {
  Query: (selection) => `{ ${selection} }`,
  Procedure: (selection) => `{ procedures(first: 1) { nodes { ${selection} } } }`,
  Target: (selection) =>
    `{ indicator(code: "strategic-products.commercialised") { targets { nodes { ${selection} } } } }`,
};

/** Keys of entities that there are. */
const keys: Record<string, object> = {
  AdministrativeUnit: { code: "00004" },
  Indicator: { code: "dossiers.received" },
  KeyResult: {
    code: "KR-2026-KTS-1",
    indicator: { code: "economy.sector-share" },
    baseline: "0.169",
    target: "0.175",
    decimals: 3,
    periodStart: "2026-01-01",
    periodEnd: "2026-12-31",
    ...{ tasksFigure: null, proceduresFigure: null, infrastructureFigure: null },
  },
  Objective: { code: "O-2026-KTS", keyResults: [] },
  Bottleneck: { code: "BN-2025-01" },
  Dataset: { id: "Dataset:1" },
  Organization: { code: "SKHCN" },
  Task: { id: "Task:1" },
};
