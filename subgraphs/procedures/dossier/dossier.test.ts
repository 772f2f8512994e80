import sql, { raw } from "sql-template-tag";
import { publicViewer, type Viewer } from "../../../shared/http/identity/viewer";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

/** Global id of the demonstration's first dossier, received in July 2025. */
const firstId = "Dossier:202507000000000001";

describe("who may read single dossiers", () => {
  const reference = `_entities(representations: [{ __typename: "Dossier", id: "${firstId}" }])`;
  const ways = {
    dossier: `{ dossier(id: "${firstId}") { id } }`,
    dossiers: "{ dossiers(first: 1) { nodes { id } } }",
    _entities: `{ ${reference} { ... on Dossier { id } } }`,
    "Procedure.dossiers": "{ procedures(first: 1) { nodes { dossiers { totalCount } } } }",
  };

  it.each(Object.entries(ways))("%s is closed to the public", async (_, query) => {
    const { errors } = await subgraph.execute(query, {}, { viewer: publicViewer });
    expect(errors.map(({ code, message }) => ({ code, message }))).toEqual([
      {
        code: "UNAUTHENTICATED",
        message:
          "The role analyst or editor or admin is needed for single dossiers; the request came without a token.",
      },
    ]);
  });

  it.each(["analyst", "editor", "admin"] as const)("all of them are open to the %s", async (role) => {
    const viewer: Viewer = { subject: "someone", role, organization: role === "editor" ? "SXD" : null };
    for (const query of Object.values(ways)) {
      expect((await subgraph.execute(query, {}, { viewer })).errors).toEqual([]);
    }
  });
});

it("returns all fields of a dossier, with those that depend on the clock", async () => {
  await subgraph.database.rows(sql`
    INSERT INTO dossier (id, procedure_code, unit_code, organization_code, channel, applicant, status, received_at,
      due_at, digitised, electronic_result, payment, origin)
    SELECT 900001, min(code), NULL, 'SXD', 'POSTAL', 'HOUSEHOLD_BUSINESS', 'ACCEPTED', '2025-11-03T09:00+07',
      '2025-11-10T17:00+07', FALSE, FALSE, 'NONE', 'REPORTED' FROM procedure`);
  await subgraph.database.rows(sql`
    INSERT INTO dossier_event (dossier_id, sequence, at, status, note) VALUES
      (900001, 1, '2025-11-03T09:00+07', 'REGISTERED', NULL),
      (900001, 2, '2025-11-03T09:30+07', 'ACCEPTED', 'Đủ thành phần')`);
  const { data, errors } = await subgraph.execute(`{ dossier(id: "Dossier:900001") {
    id unit { code } organization { code } channel applicant status receivedAt dueAt resolvedAt closedAt timeliness overdue
    digitised electronicResult payment synchronisedAt satisfaction events { at status note } origin } }`);
  await subgraph.database.rows(sql`DELETE FROM dossier WHERE id = 900001`);
  expect(errors).toEqual([]);
  expect(data?.dossier).toEqual({
    id: "Dossier:900001",
    unit: null,
    organization: { code: "SXD" },
    channel: "POSTAL",
    applicant: "HOUSEHOLD_BUSINESS",
    status: "ACCEPTED",
    receivedAt: "2025-11-03T02:00:00.000Z",
    dueAt: "2025-11-10T10:00:00.000Z",
    resolvedAt: null,
    closedAt: null,
    timeliness: null,
    overdue: true,
    digitised: false,
    electronicResult: false,
    payment: "NONE",
    synchronisedAt: null,
    satisfaction: null,
    events: [
      { at: "2025-11-03T02:00:00.000Z", status: "REGISTERED", note: null },
      { at: "2025-11-03T02:30:00.000Z", status: "ACCEPTED", note: "Đủ thành phần" },
    ],
    origin: "REPORTED",
  });
});

it.each([
  ["Dossier:0", "NOT_FOUND"],
  ["Dossier:99999999", "NOT_FOUND"],
  ["Dossier:x", "NOT_FOUND"],
  ["900001", "BAD_USER_INPUT"],
  ["Task:900001", "BAD_USER_INPUT"],
  ["1; DROP TABLE dossier", "BAD_USER_INPUT"],
])("refuses %j, the id of no dossier", async (id, code) => {
  expect(await subgraph.execute("query ($id: ID!) { dossier(id: $id) { id } }", { id })).toMatchObject({
    data: { dossier: null },
    errors: [{ code, path: ["dossier"] }],
  });
});

it("loads whatever number of dossiers with one statement for each kind of thing", async () => {
  const [first, second, fifth] = [1, 2, 5].map((number) => `Dossier:20250700000000000${number}`);
  const keys = [first, second, second, fifth, "Dossier:99999999"].map((id) => ({
    __typename: "Dossier",
    id,
  }));
  const { data, errors, statements } = await subgraph.execute(
    `query ($keys: [_Any!]!) { _entities(representations: $keys) {
      ... on Dossier { id procedure { code field { code } } events { status } } } }`,
    { keys },
  );
  expect({ errors, statements }).toEqual({ errors: [], statements: 4 });
  const found = data?._entities as ({ id: string } | null)[];
  expect(found.map((dossier) => dossier?.id)).toEqual([first, second, second, fifth, undefined]);
});

describe("pages", () => {
  const query = `query ($filter: DossierFilter, $orderBy: [DossierOrder!], $first: Int, $after: String) {
    dossiers(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      nodes { id } pageInfo { hasNextPage endCursor } } }`;

  it.each([
    ["RECEIVED_AT", "DESC", "received_at DESC, id DESC"],
    ["DUE_AT", "ASC", "due_at, id"],
    ["DUE_AT", "DESC", "due_at DESC, id DESC"],
    ["RESOLVED_AT", "ASC", "resolved_at NULLS LAST, id"],
    ["RESOLVED_AT", "DESC", "resolved_at DESC NULLS LAST, id DESC"],
  ])("by %s %s lose and repeat no row, those without a result included", async (field, direction, order) => {
    // Few enough to page through, with dates that many of them share.
    const filter = { unit: { in: ["00004", "00008"] } };
    const walked: string[] = [];
    let after: string | null = null;
    do {
      const variables = { filter, orderBy: [{ field, direction }], first: 37, after };
      const { data, errors } = await subgraph.execute(query, variables);
      expect(errors).toEqual([]);
      const page = data?.dossiers as Page;
      walked.push(...page.nodes.map(({ id }) => id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    const expected = await subgraph.database.rows<{ id: string }>(
      sql`SELECT id FROM dossier WHERE unit_code IN ('00004', '00008') ORDER BY ${raw(order)}`,
    );
    expect(walked).toEqual(expected.map(({ id }) => `Dossier:${id}`));
  });

  interface Page {
    nodes: { id: string }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  }

  it("start with the latest received without an order", async () => {
    const { data } = await subgraph.execute(query, { first: 3 });
    const expected = await subgraph.database.rows(sql`
      SELECT 'Dossier:' || id AS id FROM dossier ORDER BY received_at DESC, id DESC LIMIT 3`);
    const page = data?.dossiers as Page;
    expect(page.nodes).toEqual(expected);
  });
});

it("pages the dossiers of many procedures in two statements", async () => {
  const { data, errors, statements } = await subgraph.execute(
    "{ procedures(first: 50) { nodes { code dossiers(first: 2) { nodes { procedure { code } } } } } }",
  );
  expect({ errors, statements }).toEqual({ errors: [], statements: 4 });
  type Parent = { code: string; dossiers: { nodes: { procedure: { code: string } }[] } };
  const page = data?.procedures as { nodes: Parent[] };
  expect(
    page.nodes.flatMap((parent) => parent.dossiers.nodes.map((node) => node.procedure.code === parent.code)),
  ).not.toContain(false);
});
