import sql from "sql-template-tag";
import { publicViewer, type Viewer } from "../../../shared/http/identity/viewer";
import {
  type Answer,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../test/support/subgraph/subgraph-harness";
import { innovation } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterAll(() => subgraph.close());

const editor: Viewer = { subject: "editor", role: "editor", organization: "SKHCN" };

function register(input: object, viewer = editor): Promise<Answer> {
  return subgraph.execute(
    `mutation ($input: RegisterEnterpriseInput!) { registerEnterprise(input: $input) {
      userErrors { code message field }
      enterprise { id name kinds industry unit { code } foundedOn certifiedOn employees revenue innovating origin } } }`,
    { input },
    { viewer },
  );
}

const payloadOf = ({ data, errors }: Answer) => {
  expect(errors).toEqual([]);
  return data?.registerEnterprise as { enterprise: { id: string } | null; userErrors: object[] };
};

const count = () =>
  subgraph.database.row<object>(sql`
    SELECT (SELECT count(*)::int FROM enterprise) AS enterprises, (SELECT count(*)::int FROM idempotency_key) AS keys`);

it("registers an enterprise, once for each key", async () => {
  const input = {
    name: "  Công ty Thử nghiệm A ",
    kinds: ["STARTUP", "MAKE_IN_HANOI"],
    industry: "Công nghệ sinh học",
    unit: "00004",
    foundedOn: "2025-11-14",
    idempotencyKey: "k1",
  };
  const first = payloadOf(await register(input));
  expect(first).toEqual({
    userErrors: [],
    enterprise: {
      id: expect.stringMatching(/^Enterprise:\d+$/),
      name: "Công ty Thử nghiệm A",
      kinds: ["STARTUP", "MAKE_IN_HANOI"],
      industry: "Công nghệ sinh học",
      unit: { code: "00004" },
      foundedOn: "2025-11-14",
      certifiedOn: null,
      employees: null,
      revenue: null,
      innovating: true,
      origin: "REPORTED",
    },
  });
  const before = await count();
  expect(payloadOf(await register(input))).toEqual(first);
  expect(await count()).toEqual(before);
});

it.each([
  ["a blank name", { name: " " }, "BAD_USER_INPUT", "name"],
  ["a name with NUL", { name: "a\u0000" }, "BAD_USER_INPUT", "name"],
  ["a name that is too long", { name: "x".repeat(301) }, "BAD_USER_INPUT", "name"],
  ["a name that is taken", { name: "Doanh nghiệp mô phỏng 00001" }, "ALREADY_EXISTS", "name"],
  ["a kind twice", { kinds: ["STARTUP", "STARTUP"] }, "BAD_USER_INPUT", "kinds"],
  ["a blank industry", { industry: "" }, "BAD_USER_INPUT", "industry"],
  ["an unknown unit", { unit: "99999" }, "NOT_FOUND", "unit"],
  ["the city for a unit", { unit: "01" }, "NOT_FOUND", "unit"],
  ["a day to come", { foundedOn: "2025-11-15" }, "BAD_USER_INPUT", "foundedOn"],
])("refuses %s, and changes nothing", async (_, changed, code, field) => {
  const before = await count();
  const input = { name: "Công ty Thử nghiệm B", kinds: [], ...changed };
  expect(payloadOf(await register(input))).toMatchObject({
    enterprise: null,
    userErrors: [
      { code, field: ["input", field], message: expect.stringMatching(/expected .*got|is taken/s) },
    ],
  });
  expect(await count()).toEqual(before);
});

it("is for an editor of the department, or an admin", async () => {
  const input = { name: "Công ty Thử nghiệm C", kinds: [] };
  const other: Viewer = { ...editor, organization: "STC" };
  expect((await register(input, publicViewer)).errors).toMatchObject([{ code: "UNAUTHENTICATED" }]);
  expect((await register(input, other)).errors).toMatchObject([{ code: "FORBIDDEN" }]);
  const admin: Viewer = { subject: "a", role: "admin", organization: null };
  expect(payloadOf(await register(input, admin)).userErrors).toEqual([]);
});

it("takes one of two with the same name at once", async () => {
  const input = { name: "Công ty Thử nghiệm D", kinds: [] };
  const both = (await Promise.all([register(input), register(input)])).map(payloadOf);
  expect(both.filter(({ enterprise }) => enterprise !== null)).toHaveLength(1);
  expect(both.flatMap(({ userErrors }) => userErrors)).toMatchObject([{ code: "ALREADY_EXISTS" }]);
});
