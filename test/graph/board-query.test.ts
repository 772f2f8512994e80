import { systemClock } from "../../shared/base/clock/clock";
import "../../gateway/config/environment";
import { readFileSync } from "node:fs";
import { loadHere } from "../../gateway/graph/load-here";
import { checkAnswer } from "../../gateway/transport/check-answer";
import type { FetchSubgraph } from "../../gateway/transport/subgraph-request";
import { createLogger } from "../../shared/base/log/logger";
import { fromRoot } from "../../shared/base/project/project-root";
import { readSubgraphList } from "../../shared/base/project/subgraph-list";
import { board } from "../support/gateway/board-query";
import { loadSubgraph } from "../support/schema/load-subgraph";
import { analyst, openTestSubgraph, type TestSubgraph } from "../support/subgraph/subgraph-harness";

/*
 * The committed supergraph, planned and executed by the gateway, over the four real subgraphs without their sockets:
 * what is fetched, and when.
 */

const subgraphs = new Map<string, TestSubgraph>();
beforeAll(async () => {
  for (const { name } of readSubgraphList()) subgraphs.set(name, await openTestSubgraph(loadSubgraph(name)));
}, 120_000);
afterAll(() => Promise.all([...subgraphs.values()].map((subgraph) => subgraph.close())));

it("fetches the board of 126 units from its home once, then from the three others at once", async () => {
  const events: string[] = [];
  const fetch: FetchSubgraph = async ({ subgraph, body }) => {
    events.push(`${subgraph} is asked`);
    const { query, variables } = JSON.parse(body);
    const answer = await subgraphs.get(subgraph)?.execute(query, variables, { viewer: analyst });
    events.push(`${subgraph} has answered`);
    return checkAnswer({ status: 200, bytes: Buffer.from(JSON.stringify({ data: answer?.data })) });
  };
  const { nodes } = await askThrough(fetch);
  const [others, answers] = [events.slice(2, 5), events.slice(5)].map((part) => part.toSorted());
  expect([...events.slice(0, 2), others, answers]).toEqual([
    "infrastructure is asked",
    "infrastructure has answered",
    ["innovation is asked", "procedures is asked", "tasks is asked"],
    ["innovation has answered", "procedures has answered", "tasks has answered"],
  ]);
  expect(nodes).toHaveLength(126);
  for (const unit of nodes) {
    expect(unit).toEqual({
      code: expect.stringMatching(/^\d{5}$/),
      name: expect.any(String),
      kind: expect.stringMatching(/^(WARD|COMMUNE)$/),
      population: expect.any(Number),
      readiness: { meets: expect.any(Boolean) },
      coverage5G: { populationShare: { value: expect.any(Number) } },
      taskStats: { overdue: expect.any(Number) },
      dossierStats: { received: expect.any(Number), onTimeRate: { value: expect.any(Number) } },
    });
  }
});

async function askThrough(fetch: FetchSubgraph): Promise<{ nodes: object[] }> {
  const log = createLogger("test", "silent");
  const supergraphSdl = readFileSync(fromRoot("gateway", "supergraph.graphql"), "utf8");
  const { pipeline } = loadHere({ supergraphSdl, fetch, clock: systemClock, log });
  const request = { query: board, variables: {}, mayChange: false };
  const answer = await pipeline.answer(request, { viewer: analyst, requestId: "board", begunAt: "" });
  if (!Buffer.isBuffer(answer)) throw new Error(`Expected data; got ${JSON.stringify(answer.errors)}.`);
  return JSON.parse(answer.toString("utf8")).data.administrativeUnits;
}
