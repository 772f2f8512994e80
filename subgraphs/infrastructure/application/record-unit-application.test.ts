import sql from "sql-template-tag";
import type { Viewer } from "../../../shared/http/identity/viewer";
import {
  editorOf,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../subgraph";

let subgraph: TestSubgraph;
let application: string;
beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
  ({ application } = await subgraph.database.row<{ application: string }>(sql`
    SELECT code AS application FROM application a WHERE NOT EXISTS (
      SELECT FROM unit_application u WHERE u.application_code = a.code AND u.unit_code = '00004') LIMIT 1`));
});
afterAll(() => subgraph.close());

async function record(input: object, viewer: Viewer = editorOf("U00004")) {
  const { data, errors } = await subgraph.execute(
    `mutation ($input: RecordUnitApplicationInput!) { recordUnitApplication(input: $input) {
      application { unitCount } userErrors { code field } } }`,
    { input },
    { viewer },
  );
  return { answer: data?.recordUnitApplication, codes: errors.map(({ code }) => code) };
}

it("says that a unit works with an application, once, and that it does no more", async () => {
  const { count } = await subgraph.database.row<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM unit_application WHERE application_code = ${application}`);
  const input = { unit: "00004", application, inUse: true };
  for (const _ of [1, 2]) {
    expect((await record(input)).answer).toEqual({ application: { unitCount: count + 1 }, userErrors: [] });
  }
  expect((await record({ ...input, inUse: false })).answer).toEqual({
    application: { unitCount: count },
    userErrors: [],
  });
});

it("is refused where what holds has changed since it was read", async () => {
  const change = (fields: object) => record({ unit: "00004", application, ...fields });
  const both = await Promise.all([1, 2].map(() => change({ inUse: true, expectedInUse: false })));
  const codes = both.flatMap(({ answer }) =>
    (answer as { userErrors: { code: string; field: string[] }[] }).userErrors.map(({ code, field }) => [
      code,
      field[1],
    ]),
  );
  expect(codes).toEqual([["STALE_VERSION", "expectedInUse"]]);
  expect((await change({ inUse: false, expectedInUse: true })).answer).toMatchObject({ userErrors: [] });
});

it.each<[object, string]>([
  [{ unit: "00004", application: "KHONG", inUse: true }, "application"],
  [{ unit: "00004", application: "\u0000", inUse: true }, "application"],
])("refuses %j", async (input, field) => {
  expect((await record(input)).answer).toEqual({
    application: null,
    userErrors: [{ code: "NOT_FOUND", field: ["input", field] }],
  });
});

it("refuses the city, and another authority's editor", async () => {
  const city = { unit: "01", application, inUse: true };
  expect((await record(city, editorOf("SKHCN"))).answer).toMatchObject({
    userErrors: [{ code: "NOT_FOUND", field: ["input", "unit"] }],
  });
  expect(await record({ unit: "00004", application, inUse: true }, editorOf("U00070"))).toEqual({
    answer: null,
    codes: ["FORBIDDEN"],
  });
});
