import { publicViewer } from "../../shared/http/identity/viewer";
import type { CheckedAnswer } from "../transport/check-answer";
import { createFindNode } from "./find-nodes";
import { nodeOf } from "./node-ids";

const context = { viewer: publicViewer, requestId: "test", begunAt: "" };
const ward = { type: "Ward", key: "code", owner: "places" };

/** What becomes of two nodes of one owner that answers so. */
async function findTwo(answer: Omit<CheckedAnswer, "bytes">) {
  const bodies: string[] = [];
  const find = createFindNode(async ({ body }) => {
    bodies.push(body);
    return { ...answer, bytes: Buffer.alloc(0) };
  }, context);
  const outcomes = await Promise.allSettled(["1", "2"].map((key) => find(nodeOf(ward, key))));
  const told = outcomes.map((outcome) =>
    outcome.status === "fulfilled" ? "found" : [outcome.reason.message, outcome.reason.extensions],
  );
  return { told, bodies };
}

it("asks for all by one request, with the keys that the owner knows them by", async () => {
  const { told, bodies } = await findTwo({
    data: { _entities: [{ __typename: "Ward" }, { __typename: "Ward" }] },
  });
  expect(told).toEqual(["found", "found"]);
  expect(bodies.map((body) => JSON.parse(body).variables)).toEqual([
    {
      representations: [
        { __typename: "Ward", code: "1" },
        { __typename: "Ward", code: "2" },
      ],
    },
  ]);
});

it("puts an error without a path down to all, and one with a path to its own", async () => {
  const busy = { message: "Later.", extensions: { code: "QUERY_TIMEOUT", retryAfter: 2 } };
  const later = ["Later.", busy.extensions];
  expect((await findTwo({ data: null, errors: [busy] })).told).toEqual([later, later]);
  const ofFirst = { ...busy, path: ["_entities", 0, "code"] };
  expect(
    (await findTwo({ data: { _entities: [null, { __typename: "Ward" }] }, errors: [ofFirst] })).told,
  ).toEqual([later, "found"]);
});

it("takes no answer of another length for one", async () => {
  const unavailable = [expect.stringContaining("places does not answer"), { code: "SERVICE_UNAVAILABLE" }];
  expect((await findTwo({ data: { _entities: [null] } })).told).toEqual([unavailable, unavailable]);
  expect((await findTwo({ data: {} })).told).toEqual([unavailable, unavailable]);
});
