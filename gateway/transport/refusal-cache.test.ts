import type { Viewer } from "../../shared/http/identity/viewer";
import type { GatewayContext } from "../request/context";
import type { CheckedAnswer } from "./check-answer";
import { cacheRefusals } from "./refusal-cache";
import type { SubgraphRequest } from "./subgraph-request";

const analyst: Viewer = { subject: "ana", role: "analyst", organization: null };
const contextOf = (viewer: Viewer): GatewayContext => ({ viewer, requestId: "r", begunAt: "" });
const page: SubgraphRequest = { subgraph: "procedures", body: '{"query":"{slow}"}', isMutation: false };
const later = { message: "Later.", extensions: { code: "QUERY_TIMEOUT", retryAfter: 2 } };
const refusal: CheckedAnswer = { bytes: Buffer.from(""), data: { slow: null }, errors: [later] };

function asking(answers: CheckedAnswer[]) {
  let [now, sent] = [1_000, 0];
  const fetch = cacheRefusals(
    async () => answers[Math.min(sent++, answers.length - 1)] ?? refusal,
    () => now,
  );
  return {
    ask: (request = page, viewer = analyst) => fetch(request, contextOf(viewer)),
    pass(ms: number) {
      now += ms;
    },
    sent: () => sent,
  };
}

it("refuses the same again for a moment, and then asks anew", async () => {
  const answered: CheckedAnswer = { bytes: Buffer.from(""), data: { slow: 1 } };
  const { ask, pass, sent } = asking([refusal, answered]);
  expect([await ask(), await ask({ ...page })]).toEqual([refusal, refusal]);
  expect(sent()).toBe(1);
  pass(101);
  expect(await ask()).toEqual(answered);
  expect(await ask()).toEqual(answered);
  expect(sent()).toBe(3);
});

it.each<[string, Partial<SubgraphRequest>, Viewer]>([
  ["another question", { body: '{"query":"{other}"}' }, analyst],
  ["another subgraph", { subgraph: "tasks" }, analyst],
  ["another's rights", {}, { ...analyst, role: "admin" }],
  ["another organization's rights", {}, { ...analyst, organization: "SNNMT" }],
  ["a mutation", { isMutation: true }, analyst],
])("asks for %s", async (_what, other, viewer) => {
  const { ask, sent } = asking([refusal]);
  await ask();
  await ask({ ...page, ...other }, viewer);
  expect(sent()).toBe(2);
});

it.each<[string, CheckedAnswer]>([
  [
    "failed for another reason",
    { ...refusal, errors: [{ message: "No.", extensions: { code: "FORBIDDEN" } }] },
  ],
  ["came in part", { ...refusal, data: { slow: null, quick: 1 } }],
  ["came without an error", { bytes: Buffer.from(""), data: { slow: null } }],
])("asks again for what %s", async (_what, answer) => {
  const { ask, sent } = asking([answer]);
  await ask();
  await ask();
  expect(sent()).toBe(2);
});

it("forgets, however many are refused", async () => {
  const { ask, pass, sent } = asking([refusal]);
  for (let other = 0; other < 1_001; other++) await ask({ ...page, body: String(other) });
  await ask({ ...page, body: "0" });
  expect(sent()).toBe(1_002);
  await ask({ ...page, body: "500" });
  expect(sent()).toBe(1_002);
  pass(101);
  await ask({ ...page, body: "500" });
  expect(sent()).toBe(1_003);
});
