import sql from "sql-template-tag";
import { importText } from "../../../test/support/subgraph/import-text";
import {
  admin,
  editorOf,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../test/support/subgraph/subgraph-harness";
import { addIndicator, addObservation } from "../observation/observation.fixture";
import { innovation } from "../subgraph";

/* An owner registers what is measured, and a sector that joins is a row: nobody else's code or data is touched. */

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterAll(() => subgraph.close());

const owner = editorOf("SGDDT");
const schools = {
  ...{ code: "schools.count", sector: "education", responsibleOrganization: "SGDDT" },
  ...{ name: "Số trường", nameEn: "Schools", measurementUnit: "school", decimals: 0 },
};

async function mutate(name: string, input: object, viewer = owner): Promise<unknown> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await subgraph.execute(
    `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { code message } } }`,
    { input },
    { viewer },
  );
  expect(errors).toEqual([]);
  const payload = data?.[name] as { userErrors: object[] } | undefined;
  return payload?.userErrors;
}

it("takes an indicator of a sector that has just joined, and a figure of it", async () => {
  expect(await mutate("recordIndicator", schools)).toEqual([
    { code: "NOT_FOUND", message: 'sector: expected the code of a sector; got "education".' },
  ]);
  const sector = { code: "education", name: "Giáo dục", nameEn: "Education", organization: "SGDDT" };
  expect(await mutate("recordSector", sector, admin)).toEqual([]);
  expect(await mutate("recordIndicator", schools)).toEqual([]);
  const figure = { indicator: "schools.count", period: "2025-10", value: "2931" };
  expect(await mutate("recordObservation", figure)).toEqual([]);
  const { data, errors } = await subgraph.execute(`{
    sectors { code organization { code } }
    indicators(filter: { sector: { eq: "education" } }) { nodes { code name sector { name } latest { value } } } }`);
  expect({ data, errors }).toEqual({
    errors: [],
    data: {
      sectors: [
        { code: "education", organization: { code: "SGDDT" } },
        { code: "infrastructure", organization: { code: "SKHCN" } },
        { code: "innovation", organization: { code: "SKHCN" } },
        { code: "procedures", organization: { code: "TTPVHCC" } },
        { code: "tasks", organization: { code: "BCD57" } },
      ],
      indicators: {
        nodes: [
          {
            code: "schools.count",
            name: "Số trường",
            sector: { name: "Giáo dục" },
            latest: { value: "2931" },
          },
        ],
      },
    },
  });
});

it("keeps unit and digits of an indicator that has values, by mutation and by import", async () => {
  const { database } = subgraph;
  const code = "test.kept";
  await addIndicator(database, { code, unit: "thing", responsibleOrganizationCode: "SGDDT" });
  const input = { ...schools, code, sector: "tasks", measurementUnit: "school", decimals: 1 };
  expect(await mutate("recordIndicator", { ...input, measurementUnit: "thing", decimals: 0 })).toEqual([]);
  await addObservation(database, { indicatorCode: code, value: "1" });
  expect(await mutate("recordIndicator", input)).toEqual([
    {
      code: "BAD_USER_INPUT",
      message: "measurementUnit: expected thing, which its values are in; got school.",
    },
    { code: "BAD_USER_INPUT", message: "decimals: expected 0, which its values have; got 1." },
  ]);
  const { lines } = await importText(
    innovation,
    subgraph.url,
    "indicator code,sector of the indicator,responsible organization,indicator name,indicator name in english,measurement unit,decimals\n" +
      `${code},tasks,SGDDT,Tên,Name,school,1\n`,
    { argv: ["--import", "indicators"] },
  );
  expect(lines.join("\n")).toMatch(
    /values are in, got "school" – they are in thing\.[\s\S]*values have, got "1" – they have 0\./,
  );
  const [row] = await database.rows(sql`SELECT unit, decimals, name_vi FROM indicator WHERE code = ${code}`);
  expect(row).toEqual({ unit: "thing", decimals: 0, name_vi: "Số trường" });
});

it("leaves the new owner alone with an indicator that was handed over", async () => {
  const input = { ...schools, code: "test.handed-over", sector: "tasks" };
  expect(await mutate("recordIndicator", input)).toEqual([]);
  const handed = { ...input, responsibleOrganization: "SYT" };
  expect(await mutate("recordIndicator", handed, admin)).toEqual([]);
  expect(await mutate("recordIndicator", input)).toEqual([
    {
      code: "NOT_FOUND",
      message: 'code: expected the code of an indicator that you may change; got "test.handed-over".',
    },
  ]);
  expect(await mutate("recordIndicator", handed, editorOf("SYT"))).toEqual([]);
});

it("records one of two that come at once with one key, and both where they differ", async () => {
  const input = { ...schools, code: "test.at-once", sector: "tasks", idempotencyKey: "once" };
  expect(await Promise.all([mutate("recordIndicator", input), mutate("recordIndicator", input)])).toEqual([
    [],
    [],
  ]);
  const { audits } = await subgraph.database.row<{ audits: number }>(
    sql`SELECT count(*)::int AS audits FROM audit_entry WHERE operation = 'recordIndicator' AND 'test.at-once' = ANY(keys)`,
  );
  expect(audits).toBe(1);
});
