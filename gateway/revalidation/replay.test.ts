import { compileGraph } from "../executor/compile-graph";
import { fetchGraphOf } from "../planner/fetch-graph";
import type { QueryPlan, RootFetch } from "../planner/query-plan";
import type { CheckedAnswer } from "../transport/check-answer";
import type { SubgraphRequest } from "../transport/subgraph-request";
import { compileRevalidation, fetchAfter, replay } from "./replay";

const fetchNode: RootFetch = {
  ...{ kind: "RootFetch", subgraph: "s", operation: "", variables: [], path: [] },
  ...{ isMutation: false, outputRewrites: [] },
};
/** 0, then beside each other 1 and first 2, then 3. */
const plan: QueryPlan = {
  kind: "Sequence",
  nodes: [
    fetchNode,
    { kind: "Parallel", nodes: [fetchNode, { kind: "Sequence", nodes: [fetchNode, fetchNode] }] },
  ],
};
const requestOf = (number: number): SubgraphRequest => ({
  ...{ subgraph: `s${number}`, body: `body ${number}`, isMutation: false },
  expected: Buffer.from(`{"data":{"a":${number}}}`),
});

/** A replay whose answers come when the test says. */
function start(requests: readonly SubgraphRequest[] = [0, 1, 2, 3].map(requestOf)) {
  const asked: string[] = [];
  const answers = [0, 1, 2, 3].map(() => Promise.withResolvers<CheckedAnswer>());
  const difference = replay({
    run: { requests, answer: Buffer.from("the answer") },
    plan: compileGraph(fetchGraphOf(plan), compileRevalidation),
    conditions: new Map(),
    ask: async (number, { subgraph, body }) => {
      asked.push(`${subgraph} ${body}`);
      const answer = answers[number];
      if (!answer) throw new Error("Expected a fetch of the plan.");
      return answer.promise;
    },
  });
  const same = (number: number) => {
    const bytes = requestOf(number).expected ?? Buffer.alloc(0);
    answers[number]?.resolve({ bytes, isExpected: true });
  };
  const other: CheckedAnswer = { bytes: Buffer.from("{}"), data: {} };
  return {
    ...{ asked, difference, same, other },
    differ: (number: number) => answers[number]?.resolve(other),
    fail: (number: number) => answers[number]?.reject(new Error("down")),
    turn: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

it("sends the remembered requests in the plan's order, and finds no difference where all is the same", async () => {
  const { asked, difference, same, turn } = start();
  const seen: string[][] = [[...asked]];
  for (const number of [0, 2, 3, 1]) {
    same(number);
    await turn();
    seen.push(asked.slice(seen.flat().length));
  }
  expect(seen).toEqual([["s0 body 0"], ["s1 body 1", "s2 body 2"], ["s3 body 3"], [], []]);
  expect(await difference).toBeUndefined();
});

it("makes no fetch that the run did not make", async () => {
  const requests: SubgraphRequest[] = [requestOf(0)];
  requests[3] = requestOf(3);
  const { asked, difference, same } = start(requests);
  same(0);
  same(3);
  expect([await difference, asked]).toEqual([undefined, ["s0 body 0", "s3 body 3"]]);
});

it("ends at the first difference, while others are under way, and sends nothing more", async () => {
  const { asked, difference, same, differ, turn } = start();
  same(0);
  await turn();
  differ(1);
  expect((await difference)?.isFailure).toBe(false);
  same(2);
  await turn();
  expect(asked).toEqual(["s0 body 0", "s1 body 1", "s2 body 2"]);
});

it("tells a fetch that failed from one that was answered otherwise", async () => {
  const { difference, fail } = start();
  fail(0);
  expect((await difference)?.isFailure).toBe(true);
});

describe("what is asked after a difference", () => {
  it("is not sent again where a request is the same, and its answer is read then", async () => {
    const { difference, same, differ, fail, other, turn } = start();
    same(0);
    await turn();
    differ(1);
    const { sent } = (await difference) ?? { sent: [] };
    const asked: string[] = [];
    const ask = fetchAfter(sent, async (_number, { body }) => {
      asked.push(body);
      return other;
    });
    expect(await ask(0, requestOf(0))).toEqual({ data: { a: 0 }, bytes: requestOf(0).expected });
    expect(await ask(1, requestOf(1))).toBe(other);
    const failed = expect(ask(2, requestOf(2))).rejects.toThrow("down");
    fail(2);
    await failed;
    expect(asked).toEqual([]);
  });

  it("is sent where the request is another, or was not sent yet", async () => {
    const { difference, differ, other } = start();
    differ(0);
    const { sent } = (await difference) ?? { sent: [] };
    const asked: string[] = [];
    const ask = fetchAfter(sent, async (_number, { body }) => {
      asked.push(body);
      return other;
    });
    await ask(0, { ...requestOf(0), body: "another body" });
    await ask(1, requestOf(1));
    expect(asked).toEqual(["another body", "body 1"]);
  });
});
