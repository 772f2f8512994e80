import { readFileSync } from "node:fs";
import { buildSubgraphSchema } from "@apollo/subgraph";
import {
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isNonNullType,
  isObjectType,
  parse,
} from "graphql";
import sql from "sql-template-tag";
import { fromRoot } from "../../shared/base/project/project-root";
import { readSubgraphList } from "../../shared/base/project/subgraph-list";
import { migrate, migrationDrift } from "../../shared/database/migrate";
import { printSubgraph } from "../../shared/kit/subgraph/build-schema";
import { createTestDatabase } from "../support/database/test-cluster";
import { keyOf, knownKeys, referenceTo } from "../support/schema/known-keys";
import { loadSubgraph } from "../support/schema/load-subgraph";
import { openTestSubgraph, sourceOf, type TestSubgraph } from "../support/subgraph/subgraph-harness";

/** Tables that nobody sees, and those that are only written to together with one that is told of. */
const toldByOthers = new Set([
  ...["migrations", "seed", "idempotency_key", "change_log", "change_log_cut", "change_epoch", "cell_key"],
  "import_change",
  ...["dossier_event", "observation_group"],
]);

/** What every subgraph of subgraphs/list.json keeps to, whatever its sector. */
describe.each(readSubgraphList().map(({ name }) => name))("the subgraph %s", (name) => {
  const subgraph = loadSubgraph(name);
  let opened: TestSubgraph;
  beforeAll(async () => {
    opened = await openTestSubgraph(subgraph);
  });
  afterAll(() => opened.close());

  it("has a committed schema that is what its classes say", async () => {
    const committed = readFileSync(fromRoot("subgraphs", name, "schema.graphql"), "utf8");
    expect(await printSubgraph(subgraph)).toBe(committed);
  });

  it("describes every type, field, argument and value", async () => {
    const { data } = await opened.execute(everyDescription);
    expect(undescribed(data?.__schema as IntrospectedSchema)).toEqual([]);
  });

  it("lets null be what can fail by what it is asked, so that the rest of an answer stands", async () => {
    const schema = buildSubgraphSchema([{ typeDefs: parse(await printSubgraph(subgraph)) }]);
    expect(failingWithOthers(schema)).toEqual([]);
  });

  it("has migrations that make what its entities describe, and take it back", async () => {
    const dataSource = await sourceOf(subgraph, await createTestDatabase(`${name}_migrations`)).initialize();
    try {
      await migrate(dataSource);
      expect(await migrationDrift(dataSource)).toEqual([]);
      for (const _ of subgraph.migrations as []) await dataSource.undoLastMigration({ transaction: "each" });
      const left = await dataSource.query(
        "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
      );
      expect(left).toEqual([{ name: "migrations" }]);
      expect(await migrate(dataSource)).not.toEqual([]);
    } finally {
      await dataSource.destroy();
    }
  });

  it("has its change log told of every table that answers come from", async () => {
    const silent = await opened.database.rows<{ name: string }>(sql`
      SELECT relname AS name FROM pg_class c WHERE relkind IN ('r', 'p') AND NOT relispartition
        AND relnamespace = 'public'::regnamespace AND NOT EXISTS (
          SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
          WHERE t.tgrelid = c.oid AND p.proname IN ('log_change', 'log_announcement')) ORDER BY name`);
    const others = silent.map((row) => row.name).filter((table) => !/_history$/.test(table));
    expect(others.filter((table) => !toldByOthers.has(table))).toEqual([]);
  });

  it("seeds once: a second run finds nothing to do", async () => {
    const [row] = await opened.dataSource.query<{ count: number }[]>(
      "SELECT count(*)::int AS count FROM seed",
    );
    expect(row).toEqual({ count: subgraph.seeds.length });
  });

  // Figures have keys of several fields, and no rows.
  it.each(Object.keys(subgraph.references).filter((type) => !type.endsWith("Figure")))(
    "answers references to %s in one statement, known, unknown and repeated alike",
    async (type) => {
      const isHome = subgraph.references[type]?.isHome ?? false;
      const key = keyOf(type);
      const known = isHome ? await knownKeys(opened, type) : ["00004"];
      const keys = [...known, "no-such-key", "0", ...known];
      const query = `query ($representations: [_Any!]!) {
        _entities(representations: $representations) { __typename ... on ${type} { ${key} } } }`;
      const representations = keys.map((value) => referenceTo(type, value));
      const { data, errors, statements } = await opened.execute(query, { representations });
      expect(errors).toEqual([]);
      expect(data?._entities).toEqual(
        keys.map((value) => (isHome && !known.includes(value) ? null : referenceTo(type, value))),
      );
      expect(known.length).toBeGreaterThan(isHome ? 1 : 0);
      expect(statements).toBeLessThanOrEqual(1);
    },
  );
});

/**
 * Fields that take the others of their object along when they fail: of an operation, whose fields have nothing to do
 * with each other, and fields whose arguments can be refused, as anything can but a switch or a choice.
 */
function failingWithOthers(schema: GraphQLSchema): string[] {
  const roots = [schema.getQueryType(), schema.getMutationType()];
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  return types.flatMap((type) =>
    Object.values(type.getFields())
      .filter(({ name, args, type: given }) => {
        const refusable = args.some(
          ({ type: taken }) => !/^Boolean!?$/.test(String(taken)) && !isChoice(taken),
        );
        return isNonNullType(given) && !name.startsWith("_") && (roots.includes(type) || refusable);
      })
      .map(({ name }) => `${type.name}.${name}`),
  );
}

function isChoice(type: GraphQLInputType): boolean {
  return isEnumType(isNonNullType(type) ? type.ofType : type);
}

interface Described {
  name: string;
  description: string | null;
}
interface IntrospectedSchema {
  types: (Described & {
    fields: (Described & { args: Described[] })[] | null;
    inputFields: Described[] | null;
    enumValues: Described[] | null;
  })[];
}

const everyDescription = `{ __schema { types { name description
  fields { name description args { name description } }
  inputFields { name description } enumValues { name description } } } }`;

/** Names without a description, apart from what federation and GraphQL themselves bring. */
function undescribed({ types }: IntrospectedSchema): string[] {
  const own = types.filter(
    ({ name }) => !/^(_|String$|Int$|Float$|Boolean$|ID$|federation__|link__)/.test(name),
  );
  const parts = own.flatMap((type) => [
    ...(type.fields ?? []).flatMap((field) => [
      { ...field, name: `${type.name}.${field.name}` },
      ...field.args.map((arg) => ({ ...arg, name: `${type.name}.${field.name}(${arg.name})` })),
    ]),
    ...[...(type.inputFields ?? []), ...(type.enumValues ?? [])].map((part) => ({
      ...part,
      name: `${type.name}.${part.name}`,
    })),
  ]);
  return [...own, ...parts]
    .filter(({ name, description }) => !description?.trim() && !/\._(service|entities)/.test(name))
    .map(({ name }) => name);
}
