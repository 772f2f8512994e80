import sql from "sql-template-tag";
import type { Viewer } from "../../../../shared/http/identity/viewer";
import {
  admin,
  editorOf,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../../subgraph";

let subgraph: TestSubgraph;
let procedure: string;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
  ({ code: procedure } = await subgraph.database.row<{ code: string }>(
    sql`SELECT min(code) AS code FROM procedure`,
  ));
});
afterAll(() => subgraph.close());

let numbers = 0;
const newCode = () => {
  numbers += 1;
  return `REG-${numbers}`;
};

interface Payload {
  dossier: {
    id: string;
    code: string;
    status: string;
    receivedAt: string;
    satisfaction: number | null;
    version: number;
  } | null;
  userErrors: { code: string; field: string[]; message: string }[];
}

async function mutate(name: string, input: object, viewer: Viewer = admin): Promise<Payload> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await subgraph.execute(
    `mutation ($input: ${type}!) { ${name}(input: $input) {
      dossier { id code status receivedAt satisfaction version } userErrors { code field message } } }`,
    { input },
    { viewer },
  );
  expect(errors).toEqual([]);
  return data?.[name] as Payload;
}

const newDossier = (code: string, fields: object = {}) => ({
  ...{ code, procedure, organization: "STP", channel: "ONLINE", applicant: "CITIZEN" },
  ...{ receivedAt: "2025-11-03T08:30:00+07:00", dueAt: "2025-11-10T17:00:00+07:00", ...fields },
});

describe("registerDossier", () => {
  it("takes units by their names as an import does, one dossier after the other over the same connections", async () => {
    const catalogue = () =>
      subgraph.database.row<{ tables: number }>(
        sql`SELECT count(*)::int AS tables FROM pg_class WHERE relname LIKE 'import_row_%' AND relkind = 'r'`,
      );
    const units = ["Ba Đình", "Hoàn Kiếm", "00004", "Ba Đình"];
    const codes = units.map(() => newCode());
    for (const [at, unit] of units.entries()) {
      const { userErrors } = await mutate("registerDossier", newDossier(codes[at] ?? "", { unit }));
      expect(userErrors).toEqual([]);
      // What a row was refused for is not found again in the next.
      const refused = await mutate("registerDossier", newDossier(newCode(), { unit: "Xứ Đông" }));
      expect(refused.userErrors).toMatchObject([{ field: ["input", "unit"] }]);
    }
    const stored = await subgraph.database.rows(sql`
      SELECT unit_code AS unit FROM dossier_code c JOIN dossier d ON d.id = c.dossier_id
      WHERE c.code = ANY(${codes}::text[]) ORDER BY array_position(${codes}::text[], c.code)`);
    const names = await subgraph.database.rows<{ unit: string }>(sql`
      SELECT a.code AS unit FROM unnest(${units}::text[]) WITH ORDINALITY AS asked(text, at)
      JOIN administrative_unit a ON text IN (a.code, a.name_vi) ORDER BY at`);
    expect(stored).toEqual(names);
    expect(names).toHaveLength(4);
    const connections = await subgraph.database.row<{ connections: number }>(sql`
      SELECT count(*)::int AS connections FROM pg_stat_activity WHERE datname = current_database()`);
    expect((await catalogue()).tables).toBeLessThanOrEqual(connections.connections);
  });

  it("adds a dossier with its first event; statistics count it, and the audit has who did it", async () => {
    const before = await subgraph.execute("{ dossierStats { totals { received } } }");
    const code = newCode();
    const { dossier, userErrors } = await mutate("registerDossier", newDossier(code), editorOf("STP"));
    expect({ dossier, userErrors }).toEqual({
      dossier: {
        ...{ id: expect.stringMatching(/^Dossier:202511\d{12}$/), code, status: "REGISTERED" },
        ...{ receivedAt: "2025-11-03T01:30:00.000Z", satisfaction: null, version: 1 },
      },
      userErrors: [],
    });
    const events = await subgraph.database.rows(sql`
      SELECT e.status, e.at FROM dossier_event e JOIN dossier_code c USING (dossier_id) WHERE c.code = ${code}`);
    expect(events).toEqual([{ status: "REGISTERED", at: new Date("2025-11-03T01:30:00Z") }]);
    const after = await subgraph.execute("{ dossierStats { totals { received } } }");
    const counted = (answer: typeof before) =>
      (answer.data as { dossierStats: { totals: { received: number } } }).dossierStats.totals.received;
    expect(counted(after)).toBe(counted(before) + 1);
    const [entry] = await subgraph.database.rows(sql`
      SELECT operation, subject FROM audit_entry WHERE kind = 'CHANGE' ORDER BY sequence DESC LIMIT 1`);
    expect(entry).toEqual({ operation: "registerDossier", subject: "editor-STP" });
  });

  it("is done once for a key, and refuses a number that is taken; two at once come one after the other", async () => {
    const [code, other] = [newCode(), newCode()];
    const input = newDossier(code, { idempotencyKey: `key-${code}` });
    const first = await mutate("registerDossier", input);
    expect(await mutate("registerDossier", input)).toEqual(first);
    const again = await mutate("registerDossier", newDossier(code));
    expect(again).toMatchObject({
      dossier: null,
      userErrors: [{ code: "ALREADY_EXISTS", field: ["input", "code"] }],
    });
    const both = await Promise.all([1, 2].map(() => mutate("registerDossier", newDossier(other))));
    expect(both.map(({ userErrors }) => userErrors.map((error) => error.code)).toSorted()).toEqual([
      [],
      ["ALREADY_EXISTS"],
    ]);
  });

  it.each<[string, object, string[]]>([
    ["an unknown procedure", { procedure: "9.999" }, ["procedure"]],
    ["an unknown unit", { unit: "99999" }, ["unit"]],
    ["a receipt in the future", { receivedAt: "2025-11-14T12:00:00.001+07:00" }, ["receivedAt", "dueAt"]],
    ["a deadline before the receipt", { dueAt: "2025-11-01T00:00:00+07:00" }, ["dueAt"]],
    ["a number that is none", { code: "a b" }, ["code"]],
    ["a NUL", { procedure: "\u0000" }, ["procedure"]],
  ])("refuses %s at its field", async (_, fields, named) => {
    const { dossier, userErrors } = await mutate("registerDossier", newDossier(newCode(), fields));
    expect([dossier, userErrors.map(({ field }) => field[1])]).toEqual([null, named]);
    expect(userErrors[0]?.message).toContain("expected");
  });
});

describe("correctDossier", () => {
  it("changes what is given and nothing else", async () => {
    const { dossier } = await mutate("registerDossier", newDossier(newCode()));
    const id = dossier?.id ?? "";
    const { data } = await subgraph.execute("{ dossiers(first: 1) { nodes { __typename } } }");
    expect(data).toBeDefined();
    const corrected = await mutate(
      "correctDossier",
      { dossier: id, expectedVersion: 1, receivedAt: "2025-11-02T08:00:00.123+07:00", satisfaction: 4 },
      editorOf("STP"),
    );
    expect(corrected).toEqual({
      dossier: { ...dossier, receivedAt: "2025-11-02T01:00:00.123Z", satisfaction: 4, version: 2 },
      userErrors: [],
    });
    expect(
      await mutate("correctDossier", { dossier: id, expectedVersion: 2, satisfaction: null }),
    ).toMatchObject({
      dossier: { receivedAt: "2025-11-02T01:00:00.123Z", satisfaction: null },
    });
  });

  it("holds to the import's rules, and is nobody's but the organization's", async () => {
    const { dossier } = await mutate("registerDossier", newDossier(newCode()));
    const id = dossier?.id ?? "";
    const refused = await mutate("correctDossier", {
      dossier: id,
      expectedVersion: 1,
      electronicResult: true,
      satisfaction: 9,
    });
    expect(refused).toMatchObject({ dossier: null, userErrors: [{ field: ["input", "satisfaction"] }] });
    for (const [other, viewer] of [
      [id, editorOf("STC")],
      ["Dossier:1", editorOf("STP")],
    ] as const) {
      expect(
        await mutate("correctDossier", { dossier: other, expectedVersion: 1, satisfaction: 1 }, viewer),
      ).toMatchObject({
        dossier: null,
        userErrors: [{ code: "NOT_FOUND", field: ["input", "dossier"] }],
      });
    }
  });

  it("lets one of two clerks through who have read the same, and the other after reading again", async () => {
    const { dossier } = await mutate("registerDossier", newDossier(newCode()));
    const correct = (fields: object) => mutate("correctDossier", { dossier: dossier?.id, ...fields });
    const [first, second] = [{ satisfaction: 2 }, { payment: "ONLINE" }];
    const both = await Promise.all(
      [first, second].map((fields) => correct({ ...fields, expectedVersion: 1 })),
    );
    expect(
      both.map(({ userErrors }) => userErrors).toSorted((one, other) => one.length - other.length),
    ).toEqual([
      [],
      [
        {
          ...{ code: "STALE_VERSION", field: ["input", "expectedVersion"] },
          message: "expectedVersion: expected the present version, 2; got 1.",
        },
      ],
    ]);
    const late = both[0]?.dossier ? second : first;
    expect(await correct({ ...late, expectedVersion: 2 })).toMatchObject({ dossier: { version: 3 } });
    const rows = await subgraph.database.rows(sql`
      SELECT satisfaction, payment FROM dossier WHERE id = ${dossier?.id.split(":")[1]}::bigint`);
    expect(rows).toEqual([{ satisfaction: 2, payment: "ONLINE" }]);
  });

  it("finds another version after an event, and none after a correction that changes nothing", async () => {
    const { dossier } = await mutate("registerDossier", newDossier(newCode()));
    const id = dossier?.id;
    const same = await mutate("correctDossier", { dossier: id, expectedVersion: 1, payment: "NONE" });
    expect(same).toMatchObject({ dossier: { version: 1 }, userErrors: [] });
    await subgraph.execute(
      `mutation ($input: RecordDossierEventInput!) { recordDossierEvent(input: $input) { userErrors { code } } }`,
      { input: { dossier: id, status: "ACCEPTED", at: "2025-11-04T08:00:00+07:00" } },
      { viewer: admin },
    );
    const late = await mutate("correctDossier", { dossier: id, expectedVersion: 1, satisfaction: 3 });
    expect(late.userErrors.map(({ code }) => code)).toEqual(["STALE_VERSION"]);
  });
});
