import sql from "sql-template-tag";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../subgraph";
import { Dossier } from "./dossier";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

it("reads dossiers by their keys as TypeORM does, value by value", async () => {
  const found = await subgraph.database.rows<{ id: string }>(
    sql`SELECT id::text FROM dossier ORDER BY id LIMIT 400`,
  );
  const ids = found.map(({ id }) => id);
  const byId = (rows: Dossier[]) => rows.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const expected = await subgraph.database.repository(Dossier).find({ order: { id: "ASC" }, take: 400 });
  const read = byId(await subgraph.database.entitiesByKey(Dossier, "id", [...ids, "1"]));
  expect(read).toEqual(byId(expected));
  expect(read[0]).toBeInstanceOf(Dossier);
});
