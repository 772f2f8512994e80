import "../../gateway/config/environment";
import fc from "fast-check";
import { unexplainedNulls } from "./compare-answers";
import { openGateway, readAnswer } from "./gateway-under-test";
import { operationArbitrary } from "./operations/operation-arbitrary";
import { testGraphs } from "./supergraphs/test-graphs";
import { well } from "./world/ills";
import { createOracle } from "./world/single-schema";
import { fetchFrom } from "./world/subgraph-fetch";
import { buildGraph } from "./world/test-graph";
import { failing, leavingOut } from "./world/unreliable-fetch";

/*
 * What cannot be said of one schema: requests that are not answered, and answers that are not whole. No null may pass for
 * an answer then.
 */
describe.each(testGraphs().map(buildGraph))("over $name, the gateway", (graph) => {
  const gateway = openGateway(graph.supergraphSdl);
  const oracle = createOracle(graph);
  const arbitrary = operationArbitrary(graph.apiSchema, graph.world.ownership.tellingNames());
  const operations = fc.sample(arbitrary, { numRuns: 60, seed: 1 });
  const reliable = fetchFrom(graph, () => well);

  it.each([
    ["fetches fail", failing],
    ["subgraphs leave out fields", leavingOut],
  ])("leaves no null without an error when %s", async (_, unreliable) => {
    const differences: unknown[] = [];
    let withErrors = 0;
    for (const [salt, operation] of operations.entries()) {
      const whole = oracle(operation, () => well);
      const answer = readAnswer(await gateway.ask(operation, unreliable(reliable, salt)));
      if (answer.errors) withErrors++;
      const unexplained = unexplainedNulls(answer, whole.data);
      if (unexplained.length > 0) differences.push({ ...operation, unexplained, answer });
    }
    expect(differences).toEqual([]);
    expect(withErrors).toBeGreaterThan(5);
  });
});
