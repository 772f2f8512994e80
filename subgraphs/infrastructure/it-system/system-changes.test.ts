import sql from "sql-template-tag";
import type { Viewer } from "../../../shared/http/identity/viewer";
import {
  type Answer,
  editorOf,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterAll(() => subgraph.close());

const fields = "code owner { code } hosting migration migratedOn commissionedOn dataCentre { code } cpuCores";

function record(input: object, viewer: Viewer = editorOf("SYT")): Promise<Answer> {
  return subgraph.execute(
    `mutation ($input: RecordSystemMigrationInput!) { recordSystemMigration(input: $input) {
      itSystem { ${fields} } userErrors { code field message } } }`,
    { input },
    { viewer },
  );
}

interface Payload {
  itSystem: object | null;
  userErrors: { code: string; field: string[]; message: string }[];
}
const payloadOf = (answer: Answer) => answer.data?.recordSystemMigration as Payload;

/** A system of SYT, in use since 2019-03-15, that has not moved. */
let number = 0;
async function unmoved(): Promise<string> {
  number += 1;
  const code = `SYT-T${number}`;
  await subgraph.dataSource.query(
    `INSERT INTO it_system (code, name, owner_code, hosting, migration, commissioned_on, data_sharing, origin)
    VALUES ($1, 'Thử', 'SYT', 'ON_PREMISES', 'IN_PROGRESS', '2019-03-15', 'CLOSED', 'REPORTED')`,
    [code],
  );
  return code;
}

function everything(): Promise<object> {
  return subgraph.database.row(sql`
    SELECT (SELECT md5(string_agg(s::text, ',' ORDER BY code)) FROM it_system s) AS systems,
      (SELECT count(*)::int FROM idempotency_key) AS keys`);
}

const moved = { migration: "MIGRATED", hosting: "CITY_CLOUD", migratedOn: "2025-11-14" };

describe("recordSystemMigration", () => {
  it("moves a system into the city's main data centre, and back out of it", async () => {
    const code = await unmoved();
    const stays = { code, owner: { code: "SYT" }, commissionedOn: "2019-03-15" };
    expect((await record({ code, ...moved })).data?.recordSystemMigration).toEqual({
      userErrors: [],
      itSystem: { ...stays, ...moved, dataCentre: { code: "TTDL-01" }, cpuCores: null },
    });
    // A second look at it keeps the day of the move.
    const again = await record({ code, migration: "MIGRATED", hosting: "CITY_DATA_CENTRE" });
    expect(payloadOf(again).itSystem).toMatchObject({
      hosting: "CITY_DATA_CENTRE",
      migratedOn: "2025-11-14",
    });
    const back = await record({ code, migration: "PLANNED", hosting: "PUBLIC_CLOUD" });
    expect(payloadOf(back)).toEqual({
      userErrors: [],
      itSystem: {
        ...stays,
        hosting: "PUBLIC_CLOUD",
        migration: "PLANNED",
        migratedOn: null,
        dataCentre: null,
        cpuCores: null,
      },
    });
  });

  it("is counted at once", async () => {
    const count = "{ itSystemStats { totals { migrated } } dataCentres { nodes { itSystemCount } } }";
    const before = await subgraph.execute(count);
    await record({ code: await unmoved(), ...moved });
    const after = await subgraph.execute(count);
    const migrated = (answer: Answer) =>
      (answer.data as { itSystemStats: { totals: { migrated: number } } }).itSystemStats.totals.migrated;
    expect(migrated(after)).toBe(migrated(before) + 1);
  });

  it.each<[string, object, [string, string][], string]>([
    [
      "a day before the system was in use",
      { ...moved, migratedOn: "2019-03-14" },
      [["BAD_USER_INPUT", "migratedOn"]],
      "migratedOn: expected no day before the system was in use, 2019-03-15; got 2019-03-14.",
    ],
    [
      "a day that has not come",
      { ...moved, migratedOn: "2025-11-15" },
      [["BAD_USER_INPUT", "migratedOn"]],
      "migratedOn: expected today, 2025-11-14, or before; got 2025-11-15.",
    ],
    [
      "a move without a day",
      { migration: "MIGRATED", hosting: "CITY_CLOUD" },
      [["BAD_USER_INPUT", "migratedOn"]],
      "migratedOn: expected the day of the move of a system that is MIGRATED; got none.",
    ],
    [
      "a move that left the machines where they were",
      { migration: "MIGRATED", migratedOn: "2025-11-01" },
      [["BAD_USER_INPUT", "hosting"]],
      "hosting: expected CITY_DATA_CENTRE or CITY_CLOUD for a system that is MIGRATED; got ON_PREMISES.",
    ],
    [
      "a place of the city without a move",
      { migration: "IN_PROGRESS", hosting: "CITY_DATA_CENTRE" },
      [["BAD_USER_INPUT", "hosting"]],
      "hosting: expected ON_PREMISES or PUBLIC_CLOUD for a system that is IN_PROGRESS; got CITY_DATA_CENTRE.",
    ],
    [
      "a day without a move",
      { migration: "PLANNED", migratedOn: "2025-11-01" },
      [["BAD_USER_INPUT", "migratedOn"]],
      "migratedOn: expected no day for a system that is PLANNED; got 2025-11-01.",
    ],
    [
      "an unknown system",
      { ...moved, code: "NONE" },
      [["NOT_FOUND", "code"]],
      'code: expected the code of a system that you may change; got "NONE".',
    ],
  ])("refuses %s, with nothing changed", async (_, changed, problems, message) => {
    const code = await unmoved();
    const before = await everything();
    const { itSystem, userErrors } = payloadOf(await record({ code, ...changed, idempotencyKey: "k" }));
    expect({
      itSystem,
      problems: userErrors.map((error) => [error.code, error.field.at(-1)]),
      message: userErrors[0]?.message,
    }).toEqual({ itSystem: null, problems, message });
    expect(await everything()).toEqual(before);
  });

  it.each<[string, Viewer, string]>([
    ["nobody is signed in", { subject: null, role: "public", organization: null }, "UNAUTHENTICATED"],
    ["an analyst asks", { subject: "a", role: "analyst", organization: null }, "FORBIDDEN"],
  ])("is refused when %s", async (_, viewer, code) => {
    const system = await unmoved();
    const before = await everything();
    const { data, errors } = await record({ code: system, ...moved }, viewer);
    expect([data, errors.map((error) => error.code)]).toEqual([{ recordSystemMigration: null }, [code]]);
    expect(await everything()).toEqual(before);
  });

  it("of another organization's system reads as that of one that there is not", async () => {
    const [others, none] = [await unmoved(), "NO-SUCH"];
    const before = await everything();
    const answers = [];
    for (const code of [others, none]) {
      const { data, errors } = await record({ code, ...moved }, editorOf("SNV"));
      answers.push(JSON.stringify([data, errors]).replaceAll(code, "CODE"));
    }
    expect(answers[0]).toBe(answers[1]);
    expect(answers[0]).toContain("NOT_FOUND");
    expect(await everything()).toEqual(before);
  });

  it("gives no answer of before to a token whose organization has changed", async () => {
    const code = await unmoved();
    const { data } = await record({ code, ...moved, idempotencyKey: "mine" });
    expect(data).toMatchObject({ recordSystemMigration: { userErrors: [] } });
    const again = await record(
      { code, ...moved, idempotencyKey: "mine" },
      { ...editorOf("SNV"), subject: editorOf("SYT").subject },
    );
    expect(again.data).toMatchObject({
      recordSystemMigration: { itSystem: null, userErrors: [{ code: "NOT_FOUND" }] },
    });
  });

  it("gives the same answer for the same key, also after a later change", async () => {
    const code = await unmoved();
    const first = await record({ code, ...moved, idempotencyKey: "move" });
    await record({ code, migration: "PLANNED", hosting: "ON_PREMISES" });
    const again = await record({ code, ...moved, idempotencyKey: "move" });
    expect([again.errors, again.data]).toEqual([[], first.data]);
  });
});
