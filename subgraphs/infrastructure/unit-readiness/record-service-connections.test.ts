import sql from "sql-template-tag";
import { admin, openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../subgraph";

let subgraph: TestSubgraph;
beforeEach(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterEach(() => subgraph.close());

async function record(connections: object[], viewer = admin) {
  const { data, errors } = await subgraph.execute(
    `mutation ($input: RecordServiceConnectionsInput!) { recordServiceConnections(input: $input) {
      units { code readiness { assessedOn criteria { criterion meets note } } } userErrors { code message } } }`,
    { input: { connections } },
    { viewer },
  );
  return { payload: data?.recordServiceConnections, errors: errors.map(({ code }) => code) };
}

const held = () =>
  subgraph.database.rows<{ unit: string; connected: boolean; origin: string }>(sql`
    SELECT DISTINCT ON (unit_code) unit_code AS unit, meets AS connected, origin FROM readiness_assessment
    WHERE criterion = 'SERVICE_CENTRE_CONNECTION' ORDER BY unit_code, assessed_on DESC`);
const rowCount = async () =>
  (await subgraph.database.row<{ rows: number }>(sql`SELECT count(*)::int AS rows FROM readiness_assessment`))
    .rows;

it("adds nothing for what is as it was, and counts a change from today", async () => {
  const [before, rows] = [await held(), await rowCount()];
  expect(await record(before)).toEqual({ payload: { units: [], userErrors: [] }, errors: [] });
  expect(await rowCount()).toBe(rows);

  const [first] = before;
  const change = { ...first, connected: false, origin: "REPORTED" };
  const { payload } = await record([change, ...before.slice(1)]);
  expect(payload).toEqual({
    units: [
      {
        code: first?.unit,
        readiness: {
          assessedOn: "2025-11-14",
          criteria: expect.arrayContaining([
            {
              criterion: "SERVICE_CENTRE_CONNECTION",
              meets: false,
              note: "Điểm phục vụ chưa kết nối Trung tâm Phục vụ hành chính công",
            },
          ]),
        },
      },
    ],
    userErrors: [],
  });
  expect([(await held())[0], await rowCount()]).toEqual([change, rows + 1]);
  // Yesterday it was as before, and reported back on the same day it replaces that day's row.
  const { data } = await subgraph.execute(
    `{ administrativeUnit(code: "${first?.unit}") { readiness(asOf: "2025-11-13") { criteria { criterion meets } } } }`,
  );
  expect(data).toMatchObject({
    administrativeUnit: {
      readiness: {
        criteria: expect.arrayContaining([{ criterion: "SERVICE_CENTRE_CONNECTION", meets: true }]),
      },
    },
  });
  await record(before);
  expect([(await held()).map(({ connected }) => connected), await rowCount()]).toEqual([
    before.map(({ connected }) => connected),
    rows + 1,
  ]);
});

const one = { unit: "00004", connected: true, origin: "REPORTED" };
it.each([
  [[], "BAD_USER_INPUT", "expected 1 to 1000 connections; got 0."],
  [[one, one], "BAD_USER_INPUT", "expected each unit once."],
  [[one, { ...one, unit: "01" }], "NOT_FOUND", "expected the codes of wards and communes; got 01."],
  [[{ ...one, unit: "9\u0000" }], "NOT_FOUND", "expected the codes of wards and communes; got 9."],
])("refuses %j", async (connections, code, message) => {
  const rows = await rowCount();
  expect(await record(connections)).toEqual({
    payload: { units: [], userErrors: [{ code, message: `connections: ${message}` }] },
    errors: [],
  });
  expect(await rowCount()).toBe(rows);
});

it("is for admins", async () => {
  const viewer = { subject: "e", role: "editor" as const, organization: "TTPVHCC" };
  expect((await record([one], viewer)).errors).toEqual(["FORBIDDEN"]);
});
