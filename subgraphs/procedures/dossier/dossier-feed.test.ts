import sql from "sql-template-tag";
import type { Viewer } from "../../../shared/http/identity/viewer";
import {
  analyst,
  editorOf,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

const query = "{ dossierChanges(first: 3) { totalCount nodes { kind rowId dossier { id } } } }";

it("gives dossiers to those who may read single ones, and puts down who has read which", async () => {
  const { data, errors } = await subgraph.execute(query, {}, { viewer: analyst });
  const [first] = await subgraph.database.rows<{ id: string }>(sql`SELECT min(id)::text AS id FROM dossier`);
  const id = `Dossier:${first?.id}`;
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    dossierChanges: { nodes: [{ kind: "PRESENT", rowId: id, dossier: { id } }, {}, {}] },
  });
  const { keys } = await subgraph.database.row<{ keys: string[] }>(
    sql`SELECT keys FROM audit_entry WHERE kind = 'READING' ORDER BY sequence DESC LIMIT 1`,
  );
  expect(keys).toContain(first?.id);
});

it.each<[Viewer, string[]]>([
  [{ subject: null, role: "public", organization: null }, ["UNAUTHENTICATED"]],
  [editorOf("STP"), []],
])("is for %j with %j", async (viewer, codes) => {
  const { errors } = await subgraph.execute(
    "{ dossierChanges(first: 1) { nodes { rowId } } }",
    {},
    { viewer },
  );
  expect(errors.map(({ code }) => code)).toEqual(codes);
});
