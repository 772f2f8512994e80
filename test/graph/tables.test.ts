import type { JWTPayload } from "jose";
import sql, { type Sql } from "sql-template-tag";
import type { RunningGateway } from "../../gateway/gateway-options";
import { defaultTableLimits } from "../../gateway/tables/limits/table-limits";
import { token } from "../support/gateway/gateway-fixture";
import { itWithOwnExecutor } from "../support/gateway/own-executor";
import { type RunningSectors, startSectors } from "../support/gateway/running-sectors";

let sectors: RunningSectors;
/** Asks subgraphs for pages of as many rows as it likes. */
let gateway: RunningGateway;
/** Asks for small ones, so that every list has several. */
let small: RunningGateway;

beforeAll(async () => {
  sectors = await startSectors();
  gateway = await sectors.gatewaySet({ tables: defaultTableLimits });
  small = await sectors.gatewaySet({ tables: { ...defaultTableLimits, pageRows: 7 } });
}, 300_000);
afterAll(() => sectors.close());

interface JsonTables {
  tables: { name: string; columns: { key: string; type: string }[]; rows: unknown[][] }[];
  notes: { remarks: string[]; sources: string[] };
  errors?: { message: string; extensions: { code: string } }[];
}

async function ask(
  { url }: RunningGateway,
  body: { query: string; list?: string; variables?: object; language?: string },
  claims: JWTPayload | undefined = { role: "analyst" },
): Promise<JsonTables> {
  const authorization = claims ? { authorization: `Bearer ${await token(claims)}` } : undefined;
  const answer = await fetch(`${url}/tables`, {
    method: "POST",
    headers: { "content-type": "application/json", ...authorization },
    body: JSON.stringify({ ...body, format: "json" }),
  });
  return (await answer.json()) as JsonTables;
}

/** The rows of a table, by both gateways, which must not differ. */
async function rowsOf(body: Parameters<typeof ask>[1], claims?: JWTPayload): Promise<unknown[][]> {
  const [one, other] = [await ask(gateway, body, claims), await ask(small, body, claims)];
  expect([one.errors, other.errors]).toEqual([undefined, undefined]);
  expect(other.tables[0]?.rows).toEqual(one.tables[0]?.rows);
  return one.tables[0]?.rows ?? [];
}

function databaseOf(sector: string) {
  const found = sectors.subgraphs.get(sector);
  if (!found) throw new Error(`Expected a sector; got ${sector}.`);
  return found.database;
}

async function selected(sector: string, statement: Sql): Promise<unknown[][]> {
  const rows = await databaseOf(sector).rows<Record<string, unknown>>(statement);
  return rows.map((row) => Object.values(row));
}

describe("whole tables are what plain SQL says", () => {
  itWithOwnExecutor("of dossiers, more than any page has", async () => {
    const query = `{ dossiers(orderBy: [{ field: RECEIVED_AT, direction: ASC }]) { nodes {
      id procedure { code name } organization { code } unit { code } channel status receivedAt digitised satisfaction } } }`;
    const { tables, notes } = await ask(gateway, { query });
    const expected = await selected(
      "procedures",
      sql`SELECT 'Dossier:' || d.id AS id, p.code AS procedure, p.name, d.organization_code, d.unit_code,
            d.channel::text, d.status::text,
            to_char(d.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS received, d.digitised, d.satisfaction
          FROM dossier d JOIN procedure p ON p.code = d.procedure_code ORDER BY d.received_at, d.id`,
    );
    expect(expected.length).toBeGreaterThan(200);
    const instant = tables[0]?.columns.findIndex(({ key }) => key === "receivedAt") ?? -1;
    const asUtc = (row: unknown[]) =>
      row.map((cell, at) => (at === instant ? new Date(String(cell)).toISOString() : cell));
    expect(tables[0]?.rows.map(asUtc)).toEqual(expected);
    expect(notes.remarks[0]).toBe(
      `dossiers: all ${expected.length.toLocaleString("en")} rows are synthetic: generated for demonstration, describing no real case. Do not quote them as published.`,
    );
  });

  itWithOwnExecutor("of tasks with what other sectors know of them", async () => {
    const query =
      "{ tasks(orderBy: [{ field: DUE_ON }]) { nodes { code title dueOn progress origin leadOrganization { code name } } } }";
    expect(await rowsOf({ query })).toEqual(
      await selected(
        "tasks",
        sql`SELECT t.code, t.title, t.due_on::text, t.progress, t.origin::text, o.code AS lead, o.name_vi
            FROM task t JOIN organization o ON o.code = t.lead_organization_code ORDER BY t.due_on, t.id`,
      ),
    );
  });

  itWithOwnExecutor("of tasks within organizations, a row for each task", async () => {
    const query = `{ organizations { nodes { code tasks(orderBy: [{ field: DUE_ON }]) { nodes { code dueOn } } } } }`;
    expect(await rowsOf({ query, list: "organizations.tasks" })).toEqual(
      await selected(
        "tasks",
        sql`SELECT o.code, t.code AS task, t.due_on::text FROM task t
            JOIN organization o ON o.code = t.lead_organization_code
            WHERE o.existed_until IS NULL ORDER BY o.code, t.due_on, t.id`,
      ),
    );
  });

  itWithOwnExecutor("of dossiers counted by unit and status", async () => {
    const query = `{ dossierStats(groupBy: [UNIT, STATUS]) { rows { unit { code } status measures { received } } } }`;
    const counted = await rowsOf({ query });
    const expected = await selected(
      "procedures",
      sql`SELECT unit_code, status::text, count(*)::int FROM dossier GROUP BY 1, 2`,
    );
    const sorted = (rows: unknown[][]) => rows.map((row) => row.join(" ")).sort();
    expect(sorted(counted)).toEqual(sorted(expected));
  });
});

describe("what a viewer may read", () => {
  itWithOwnExecutor("is what it may at /graphql", async () => {
    const open = await fetch(`${gateway.url}/tables`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "{ dossiers { nodes { id } } }", format: "csv" }),
    });
    expect([open.status, await open.json()]).toMatchObject([
      401,
      { errors: [{ extensions: { code: "UNAUTHENTICATED" } }] },
    ]);
  });

  itWithOwnExecutor("is protected as in one answer, also where it comes in pages", async () => {
    const query =
      "{ dossierStats(groupBy: [UNIT]) { rows { unit { code } measures { received protected } } } }";
    const open = async ({ url }: RunningGateway) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`${url}/tables`, {
        method: "POST",
        headers,
        body: JSON.stringify({ query, format: "json" }),
      });
      return (await answer.json()) as JsonTables;
    };
    const whole = await fetch(`${gateway.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query }),
    });
    const { data } = (await whole.json()) as {
      data: {
        dossierStats: {
          rows: { unit: { code: string } | null; measures: { received: number; protected: boolean } }[];
        };
      };
    };
    const expected = data.dossierStats.rows.map(({ unit, measures }) => [
      unit?.code ?? null,
      measures.received,
      measures.protected,
    ]);
    const [one, other] = [await open(gateway), await open(small)];
    expect(one.tables[0]?.rows).toEqual(expected);
    expect(other.tables[0]?.rows).toEqual(expected);
    expect(one.notes.remarks.join(" ")).toContain("protected");
  });

  itWithOwnExecutor("is in Vietnamese or English by name, the same by key", async () => {
    const query = "{ tasks { nodes { code leadOrganization { code } } } }";
    const keysIn = async (language: string) =>
      (await ask(gateway, { query, language })).tables[0]?.columns.map(({ key }) => key);
    expect(await keysIn("vi")).toEqual(await keysIn("en"));
  });
});
