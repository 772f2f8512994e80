import { publicViewer } from "../../../shared/http/identity/viewer";
import {
  type Answer,
  editorOf,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../subgraph";
import { Bottleneck } from "./bottleneck";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

const selection =
  "bottleneck { code kind title english: title(lang: EN) openedOn resolvedOn origin saidOn source { code } organizations { code } } userErrors { code message field }";

const bottleneck = {
  code: "BN-2025-50",
  titleVi: "Thiếu chuẩn dữ liệu",
  titleEn: "No data standard",
  organizations: ["SKHCN", "STC"],
  openedOn: "2025-11-10",
};

const record = (input: object, viewer = editorOf("SKHCN")): Promise<Answer> =>
  subgraph.execute(
    `mutation ($input: RecordBottleneckInput!) { recordBottleneck(input: $input) { ${selection} } }`,
    { input },
    { viewer },
  );

const resolve = (input: object, viewer = editorOf("STC")): Promise<Answer> =>
  subgraph.execute(
    `mutation ($input: ResolveBottleneckInput!) { resolveBottleneck(input: $input) { ${selection} } }`,
    { input },
    { viewer },
  );

const payloadOf = ({ data, errors }: Answer) => {
  expect(errors).toEqual([]);
  const [payload] = Object.values(data ?? {});
  return payload as { bottleneck: object | null; userErrors: { code: string; message: string }[] };
};

const recorded = {
  code: "BN-2025-50",
  kind: "BOTTLENECK",
  title: "Thiếu chuẩn dữ liệu",
  english: "No data standard",
  openedOn: "2025-11-10",
  resolvedOn: null,
  origin: "REPORTED",
  saidOn: null,
  source: null,
  organizations: [{ code: "SKHCN" }, { code: "STC" }],
};

it("records a bottleneck once for each key, and that it is resolved", async () => {
  const first = payloadOf(await record({ ...bottleneck, idempotencyKey: "k" }));
  expect(first).toEqual({ bottleneck: recorded, userErrors: [] });
  expect(payloadOf(await record({ ...bottleneck, idempotencyKey: "k" }))).toEqual(first);
  expect(payloadOf(await resolve({ bottleneck: "BN-2025-50", resolvedOn: "2025-11-14" }))).toEqual({
    bottleneck: { ...recorded, resolvedOn: "2025-11-14" },
    userErrors: [],
  });
  const again = payloadOf(await resolve({ bottleneck: "BN-2025-50", resolvedOn: "2025-11-14" }));
  expect(again.userErrors.map(({ code }) => code)).toEqual(["ILLEGAL_CHANGE"]);
});

it("is published when a document names it", async () => {
  const cited = {
    source: "vietnamplus-2025-11-14",
    saidOn: "2025-11-14",
    kind: "LIMITATION",
    code: "LM-2025-50",
  };
  expect(payloadOf(await record({ ...bottleneck, ...cited })).bottleneck).toMatchObject({
    origin: "PUBLISHED",
    saidOn: "2025-11-14",
    source: { code: "vietnamplus-2025-11-14" },
  });
});

it.each([
  [
    "said by no source",
    { saidOn: "2025-11-14" },
    "BAD_USER_INPUT",
    "saidOn: expected a source beside the day it was said; got 2025-11-14 alone.",
  ],
  [
    "of an unknown source",
    { source: "no-such" },
    "NOT_FOUND",
    'source: expected the code of a source document; got "no-such".',
  ],
  [
    "of tomorrow",
    { openedOn: "2025-11-15" },
    "BAD_USER_INPUT",
    "openedOn: expected today, 2025-11-14, or before; got 2025-11-15.",
  ],
  [
    "with a code that is taken",
    { code: "BN-2025-01" },
    "ALREADY_EXISTS",
    "code: expected a code that no bottleneck has; BN-2025-01 is taken.",
  ],
  [
    "of an unknown organization",
    { organizations: ["SKHCN", "XYZ"] },
    "NOT_FOUND",
    "organizations: expected codes of organizations; got XYZ.",
  ],
  [
    "with an organization twice",
    { organizations: ["SKHCN", "SKHCN"] },
    "BAD_USER_INPUT",
    "organizations: expected each organization once.",
  ],
  ["with a blank title", { titleEn: " " }, "BAD_USER_INPUT", "titleEn: expected a title; got a blank one."],
])("refuses one %s, and changes nothing", async (_, invalid, code, message) => {
  const before = await subgraph.database.repository(Bottleneck).count();
  const { userErrors, bottleneck: none } = payloadOf(
    await record({ ...bottleneck, code: "BN-2025-51", ...invalid }),
  );
  expect([none, userErrors.map((error) => [error.code, error.message])]).toEqual([null, [[code, message]]]);
  expect(await subgraph.database.repository(Bottleneck).count()).toBe(before);
});

it.each([
  ["tomorrow", { resolvedOn: "2025-11-15" }, "BAD_USER_INPUT"],
  ["before it was recorded", { resolvedOn: "2025-04-14" }, "BAD_USER_INPUT"],
  ["but is none", { bottleneck: "no-such" }, "NOT_FOUND"],
])("refuses one that is resolved %s", async (_, invalid, code) => {
  const input = { bottleneck: "BN-2025-01", resolvedOn: "2025-11-14", ...invalid };
  const { userErrors } = payloadOf(await resolve(input, editorOf("SKHCN")));
  expect(userErrors.map((error) => error.code)).toEqual([code]);
});

it("is for those who have to act, the office and admins", async () => {
  const other = { ...bottleneck, code: "BN-2025-52" };
  expect((await record(other, publicViewer)).errors).toMatchObject([{ code: "UNAUTHENTICATED" }]);
  expect((await record(other, editorOf("STP"))).errors).toMatchObject([{ code: "FORBIDDEN" }]);
  expect(payloadOf(await record(other, editorOf("BCD57"))).userErrors).toEqual([]);
  const resolved = { bottleneck: "BN-2025-52", resolvedOn: "2025-11-14" };
  expect(payloadOf(await resolve(resolved, editorOf("STP"))).userErrors).toMatchObject([
    { code: "NOT_FOUND" },
  ]);
});
