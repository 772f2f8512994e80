import "../../gateway/config/environment";
import fc from "fast-check";
import { alike, asOneSchema } from "./checks";
import { findWrong } from "./find-wrong";
import { openGateway, readAnswer } from "./gateway-under-test";
import { namedOperations } from "./operations/named-operations";
import { media } from "./supergraphs/media";
import { testGraphs } from "./supergraphs/test-graphs";
import { illnessArbitrary, illsOf } from "./world/illness";
import { well } from "./world/ills";
import { createOracle } from "./world/single-schema";
import { fetchFrom } from "./world/subgraph-fetch";
import { buildGraph } from "./world/test-graph";

/*
 * The gateway over five graphs, held to one schema over the same data, executed by graphql-js. More operations:
 * npm run test:differential -- --runs 20000 --seed 7
 */
describe.each(testGraphs().map(buildGraph))("over $name, the gateway", (graph) => {
  const gateway = openGateway(graph.supergraphSdl);

  it("answers as one schema over the same data, also while subgraphs are ill", async () => {
    const options = { runs: 80, seed: 1, illnesses: illnessArbitrary([...graph.schemas.keys()]) };
    let refused = 0;
    const check = asOneSchema(graph, gateway, () => refused++);
    expect(await findWrong(graph, check, options)).toBeUndefined();
    expect(refused).toBeLessThan(2);
  });

  it("answers alike whoever asks the same in other words, and asks its subgraphs the same", async () => {
    const options = { runs: 30, seed: 1, illnesses: fc.constant(well) };
    expect(await findWrong(graph, alike(graph, gateway), options)).toBeUndefined();
  });

  const named = namedOperations.filter((each) => each.graph === graph.name);
  it.each(named)("$name", async ({ query, variables = {} }) => {
    const operation = { query, variables };
    const { data } = createOracle(graph)(operation, () => well);
    // An answer with next to nothing in it would show nothing.
    expect(leavesOf(data)).toBeGreaterThan(1);
    expect(await asOneSchema(graph, gateway)(operation, () => well)).toBeUndefined();
  });
});

it("leaves out an error of what was fetched of another type, for an interface's name leads to all of them", async () => {
  const graph = buildGraph(media);
  const query = `{ media(id: "") { score ... on Film { like { critics { liked { rank } } } } } }`;
  const ills = illsOf({ kind: "errors", salt: 854, subgraph: "ratings" });
  const answer = readAnswer(
    await openGateway(graph.supergraphSdl).ask({ query, variables: {} }, fetchFrom(graph, ills)),
  );
  expect(answer).toEqual({ data: { media: { score: 4.5 } } });
});

function leavesOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return value === null ? 0 : 1;
  return Object.values(value).reduce((sum: number, inner) => sum + leavesOf(inner), 0);
}
