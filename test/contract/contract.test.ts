import { readFileSync } from "node:fs";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";
import sql from "sql-template-tag";
import { fromRoot } from "../../shared/base/project/project-root";
import { readSubgraphList } from "../../shared/base/project/subgraph-list";
import { migrate, migrationDrift } from "../../shared/database/migrate";
import { printSubgraph } from "../../shared/kit/subgraph/build-schema";
import { createTestDatabase } from "../support/database/test-cluster";
import { keyOf, knownKeys, referenceTo } from "../support/schema/known-keys";
import { loadSubgraph } from "../support/schema/load-subgraph";
import { openTestSubgraph, sourceOf, type TestSubgraph } from "../support/subgraph/subgraph-harness";
import { everyDescription, failingWithOthers, type IntrospectedSchema, undescribed } from "./schema-problems";

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
