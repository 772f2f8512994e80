import "../../gateway/config/environment";
import fc from "fast-check";
import { inParts } from "./checks";
import { findWrong } from "./find-wrong";
import { openGateway } from "./gateway-under-test";
import { testGraphs } from "./supergraphs/test-graphs";
import { illnessArbitrary } from "./world/illness";
import { well } from "./world/ills";
import { buildGraph } from "./world/test-graph";

/*
 * Random operations of which random fragments are deferred: the parts, merged as clients merge them, are the whole answer to the
 * same operation. More of them: npm run test:differential -- --parts --runs 20000 --seed 7
 */
describe.each(testGraphs().map(buildGraph))("over $name, an answer in parts", (graph) => {
  const gateway = openGateway(graph.supergraphSdl, { mergesFetches: false });

  it("is in the end the whole answer, from the same fetches", async () => {
    let parts = 0;
    const check = inParts(graph, gateway, (count) => {
      parts += count;
    });
    expect(
      await findWrong(graph, check, { runs: 100, seed: 1, illnesses: fc.constant(well), flag: "--parts" }),
    ).toBeUndefined();
    expect(parts).toBeGreaterThan(50);
  });

  it("is so, too, while subgraphs are ill", async () => {
    const illnesses = illnessArbitrary([...graph.schemas.keys()]);
    const options = { runs: 100, seed: 2, illnesses, flag: "--parts" };
    expect(await findWrong(graph, inParts(graph, gateway), options)).toBeUndefined();
  });
});
