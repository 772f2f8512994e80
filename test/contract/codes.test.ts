import { readFileSync } from "node:fs";
import { type GraphQLSchema, Kind, parse, type TypeNode } from "graphql";
import { fromRoot } from "../../shared/base/project/project-root";
import { readSubgraphList } from "../../shared/base/project/subgraph-list";
import { buildFederatedSchema } from "../../shared/kit/subgraph/build-schema";
import { responsePathsOf } from "../support/schema/code-places";
import { loadSubgraph } from "../support/schema/load-subgraph";
import { openTestSubgraph, type TestSubgraph } from "../support/subgraph/subgraph-harness";

/*
 * Codes of closed sets. Every argument and every field of an input that takes a key or a text either has a set in its
 * subgraph's `codes`, or stands here with what it takes instead: a new one fails until somebody has decided. What
 * mutations are given is checked by each of them, with an error that a client can tell apart.
 */

const free = new Set([
  // Who acted, and on what, in the audit: also what is there no more.
  "AuditFilter.key",
  "AuditFilter.subject",
  // What a search finds.
  "SourceDocumentFilter.publisher",
  "ImportRunFilter.actor",
  "ImportRunFilter.name",
]);

/** A code of each set that the demonstration has. */
const examples: Record<string, string> = {
  "the code of an organization": "SKHCN",
  "the code of an administrative unit": "00004",
  "the code of a field of administration": "land",
  "the code of a procedure": "1.000008",
  "an industry, as Enterprise.industry writes it": "Viễn thông",
  "a licence, as Dataset.license writes it": "CC-BY-4.0",
  "the code of a data centre": "TTDL-01",
  "the code of a unit of before 1 July 2025": "00004",
  "the code of a key result": "KR-2026-DVC-1",
  "the code of a sector": "procedures",
  "the code of an objective": "O-2026-DVC",
  "the code of an indicator": "economy.sector-share",
  "the code of a programme": "regulatory-sandbox",
  "the code of a policy document": "capital-law-2024",
  "the code of an IT system": "SKHCN-HT01",
  "one of AGRI, ECON, EDUC, ENER, ENVI, GOVE, HEAL, INTR, JUST, OP_DATPRO, REGI, SOCI, TECH, TRAN": "EDUC",
};

/** Values for arguments that must be there. */
const others = { from: "2025-10-01", to: "2025-11-14" };

const names = readSubgraphList().map(({ name }) => name);

it("are known to be codes, or known not to be", () => {
  const assigned = names.flatMap((name) => Object.keys(loadSubgraph(name).codes ?? {}));
  const taking = new Set(
    names.flatMap((name) => textsOf(readFileSync(fromRoot("subgraphs", name, "schema.graphql"), "utf8"))),
  );
  const told = new Set([...assigned, ...free]);
  expect({
    "takes a key or a text, and nobody says which: name its CodeSet in `codes` of subgraph.ts, or say here what it takes instead":
      [...taking].filter((place) => !told.has(place) && !isFreeByForm(place)),
    "is told of and takes no key or text": [...told].filter((place) => !taking.has(place)),
  }).toEqual({
    "takes a key or a text, and nobody says which: name its CodeSet in `codes` of subgraph.ts, or say here what it takes instead":
      [],
    "is told of and takes no key or text": [],
  });
});

/** One thing by its key, which is NOT_FOUND where there is none, and what a search looks for. */
function isFreeByForm(place: string): boolean {
  return /^Query\.\w+\((code|id):\)$/.test(place) || /^\w+Filter\.search$/.test(place);
}

/** Coordinates of what takes a key or a text, cursors and what only mutations are given left out. */
function textsOf(schema: string): string[] {
  return parse(schema).definitions.flatMap((definition) => {
    if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
      const { name, fields = [] } = definition;
      if (/Input$/.test(name.value) || /^(ID|Text)Filter$/.test(name.value)) return [];
      return fields.filter(({ type }) => takesText(type)).map((field) => `${name.value}.${field.name.value}`);
    }
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
    const { name, fields = [] } = definition;
    return fields.flatMap((field) =>
      (field.arguments ?? [])
        .filter((argument) => takesText(argument.type) && !/^(after|before)$/.test(argument.name.value))
        .map((argument) => `${name.value}.${field.name.value}(${argument.name.value}:)`),
    );
  });
}

function takesText(type: TypeNode): boolean {
  return type.kind === Kind.NAMED_TYPE
    ? /^(ID|String|IDFilter|TextFilter)$/.test(type.name.value)
    : takesText(type.type);
}

describe.each(names)("in %s", (name) => {
  const { codes = {} } = loadSubgraph(name);
  let subgraph: TestSubgraph;
  let schema: GraphQLSchema;
  beforeAll(async () => {
    subgraph = await openTestSubgraph(loadSubgraph(name));
    schema = await buildFederatedSchema(loadSubgraph(name));
  });
  afterAll(() => subgraph.close());

  it.each(Object.entries(codes))(
    "a wrong code is refused wherever %s stands, and a right one not",
    async (coordinate, { expected }) => {
      const known = examples[expected] ?? "";
      const places = responsePathsOf(schema, coordinate);
      expect(places.length).toBeGreaterThan(0);
      for (const place of places) {
        const wrong = await subgraph.execute(place.query, {
          ...others,
          value: place.holding(`${known}x`),
        });
        expect(wrong.errors).toEqual([
          {
            code: "BAD_USER_INPUT",
            message: `${place.path}: expected ${expected}; got "${known}x" (did you mean "${known}"?).`,
            path: place.answer,
          },
        ]);
        const right = await subgraph.execute(place.query, { ...others, value: place.holding(known) });
        expect(right.errors).toEqual([]);
      }
    },
  );
});
