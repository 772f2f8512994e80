import { execute, type GraphQLError, parse, validate } from "graphql";
import { executeByFields } from "../../shared/base/graphql/execute-by-fields";
import { readSubgraphList } from "../../shared/base/project/subgraph-list";
import { Random } from "../../shared/base/random/random";
import { buildFederatedSchema } from "../../shared/kit/subgraph/build-schema";
import { type Call, EveryField } from "../support/schema/every-field";
import { knownKeys, referenceTo } from "../support/schema/known-keys";
import { loadSubgraph } from "../support/schema/load-subgraph";
import { openTestSubgraph, type TestSubgraph } from "../support/subgraph/subgraph-harness";

/*
 * Queries of the sectors' own schemas, over their demonstration data: executed by fields, and by graphql-js. Fields are asked
 * with all kinds of arguments, also such that are refused, and entities are referred to as the gateway does it.
 */

const sampled = 160;

describe.each(readSubgraphList().map(({ name }) => name))("%s", (name) => {
  const subgraph = loadSubgraph(name);
  const types = Object.keys(subgraph.references);
  let opened: TestSubgraph;
  let schema: Awaited<ReturnType<typeof buildFederatedSchema>>;
  const keys = new Map<string, string[]>();
  beforeAll(async () => {
    opened = await openTestSubgraph(subgraph);
    schema = await buildFederatedSchema(subgraph);
    for (const type of types) {
      // A type without a table of its own: the rows of another sector.
      const known = await knownKeys(opened, type).catch(() => []);
      keys.set(type, known.length > 0 ? known : ["00004"]);
    }
  });
  afterAll(() => opened.close());

  const answerOf = async (query: string, variableValues: Record<string, unknown>, isByFields: boolean) => {
    const options = { schema, document: parse(query), variableValues, contextValue: opened.context() };
    const found = await (isByFields ? executeByFields(options) : execute(options));
    if (!found) throw new Error(`Expected a query that is executed by fields, got ${query}`);
    const { data, errors = [] } = found;
    return { data: JSON.parse(JSON.stringify(data)), errors: told(errors) };
  };

  /** How many were asked, and those whose answers differ. */
  const compare = async (queries: readonly [query: string, variables?: Record<string, unknown>][]) => {
    let asked = 0;
    const differing: unknown[] = [];
    for (const [query, variables = {}] of queries) {
      if (validate(schema, parse(query)).length > 0) continue;
      const [byFields, expected] = [
        await answerOf(query, variables, true),
        await answerOf(query, variables, false),
      ];
      asked += 1;
      const isSame =
        JSON.stringify(byFields.data) === JSON.stringify(expected.data) &&
        expected.errors.every((error) => byFields.errors.includes(error)) &&
        byFields.errors.every((error) => isTold(error, expected));
      if (!isSame) differing.push({ query, byFields, expected });
    }
    return { asked, differing };
  };

  it("answers its fields as graphql-js does", async () => {
    const one = new Map(
      [...keys].flatMap(([type, [key]]) => (key === undefined ? [] : [[type, key] as const])),
    );
    const calls = [...new EveryField(schema, new Set(types), one).calls()].filter(
      // Readings are put down in the audit, which is another one the second time, and changes tell their position in a log.
      (call) => !/audit|changes|_service|_entities/i.test(queryOf(call)),
    );
    const random = new Random(1);
    const queries = Array.from({ length: sampled }, () => [queryOf(random.pick(calls))] as [string]);
    const { asked, differing } = await compare(queries);
    expect(differing).toEqual([]);
    expect(asked).toBeGreaterThan(sampled / 2);
  }, 120_000);

  it("answers references as graphql-js does, also to what there is not", async () => {
    const queries = types.map((type): [string, Record<string, unknown>] => {
      const some = [...(keys.get(type) ?? []).slice(0, 30), "none"];
      const query = `query ($representations: [_Any!]!) {
        _entities(representations: $representations) { __typename ... on ${type} { ${leavesOf(type)} } } }`;
      return [query, { representations: some.map((key) => referenceTo(type, key)) }];
    });
    const { asked, differing } = await compare(queries);
    expect(differing).toEqual([]);
    expect(asked).toBe(types.length);
  }, 120_000);

  /** Fields without arguments that need no selection. */
  function leavesOf(type: string): string {
    const found = schema.getType(type);
    const fields = found && "getFields" in found ? Object.values(found.getFields()) : [];
    const leaves = fields.filter(
      (field) => field.args.length === 0 && /^\[?\w+!?\]?!?$/.test(String(field.type)),
    );
    const isLeaf = (one: string) =>
      validate(schema, parse(`{ _entities(representations: []) { ... on ${type} { ${one} } } }`)).length ===
      0;
    return ["__typename", ...leaves.map((field) => field.name).filter(isLeaf)].join(" ");
  }
});

function queryOf({ path, field, args, selection }: Call): string {
  return path.reduceRight((inner, step) => `{ ${step} ${inner} }`, `{ ${field}${args} ${selection} }`);
}

/**
 * Whether an error is among those of graphql-js, or stands in what another one of these has made null: there graphql-js stops
 * at the first, if it comes at once.
 */
function isTold(error: string, { data, errors }: { data: unknown; errors: readonly string[] }): boolean {
  if (errors.includes(error)) return true;
  const nullAt = (path: readonly (string | number)[]) => {
    let value: unknown = data;
    const depth = path.findIndex((key) => {
      value = typeof value === "object" && value !== null ? Reflect.get(value, key) : null;
      return value === null;
    });
    return JSON.stringify(path.slice(0, depth + 1));
  };
  const place = nullAt(JSON.parse(error).path);
  return (
    JSON.parse(error).path.length > JSON.parse(place).length &&
    errors.some((one) => nullAt(JSON.parse(one).path) === place)
  );
}

/** Errors as clients get them, in the order of their texts: which comes first is another matter. */
function told(errors: readonly GraphQLError[]): string[] {
  return errors.map((error) => JSON.stringify(error)).toSorted();
}
