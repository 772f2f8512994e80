import "../../gateway/config/environment";
import fc from "fast-check";
import { type GraphQLSchema, isAbstractType, parse, TypeInfo, visit, visitWithTypeInfo } from "graphql";
import { inParts } from "./checks";
import { differenceOf } from "./compare-answers";
import { type Check, findWrong } from "./find-wrong";
import { openGateway, readAnswer } from "./gateway-under-test";
import { guardSome } from "./supergraphs/guarded-supergraph";
import { testGraphs } from "./supergraphs/test-graphs";
import { well } from "./world/ills";
import { createOracle } from "./world/single-schema";
import { Fetches, fetchFrom } from "./world/subgraph-fetch";
import { buildGraph } from "./world/test-graph";

/*
 * Guards here and there in five graphs, and a viewer without a token: held to one schema whose resolvers refuse what is
 * guarded. Whatever is denied is not asked of a subgraph either.
 */
describe.each(testGraphs().map(buildGraph))("over $name, a viewer without a token", (graph) => {
  it.each([1, 2])("reads what is not guarded, and nothing else is fetched (%i)", async (salt) => {
    const { supergraphSdl, denied } = guardSome(graph, salt);
    const gateway = openGateway(supergraphSdl);
    const oracle = createOracle({ ...graph, denied });
    let told = 0;
    const check: Check = async (operation, ills) => {
      const fetches = new Fetches();
      const answer = readAnswer(await gateway.ask(operation, fetchFrom(graph, ills, fetches)));
      if (answer.errors?.some(({ extensions }) => extensions?.code === "QUERY_TOO_COMPLEX")) return undefined;
      told += answer.errors?.length ?? 0;
      const strange = fetches.sent.flatMap((sent) => deniedIn(sent, graph.schemas, denied));
      if (strange.length > 0) return `fetches ${strange.join(", ")}, which are denied`;
      return differenceOf(answer, oracle(operation, ills));
    };
    expect(
      await findWrong(graph, check, { runs: 40, seed: salt, illnesses: fc.constant(well) }),
    ).toBeUndefined();
    expect(told).toBeGreaterThan(5);
  });

  it("reads the same of an answer in parts", async () => {
    const { supergraphSdl, denied } = guardSome(graph, 3);
    const check = inParts({ ...graph, denied }, openGateway(supergraphSdl, { mergesFetches: false }));
    expect(
      await findWrong(graph, check, { runs: 25, seed: 3, illnesses: fc.constant(well) }),
    ).toBeUndefined();
  });
});

/** Denied fields of a fetch, as it was sent: of an interface, those that are denied for all of its types. */
function deniedIn(
  sent: string,
  schemas: ReadonlyMap<string, GraphQLSchema>,
  denied: ReadonlySet<string>,
): string[] {
  const [subgraph = "", body = ""] = [sent.slice(0, sent.indexOf(" ")), sent.slice(sent.indexOf(" ") + 1)];
  const schema = schemas.get(subgraph);
  if (!schema) return [];
  const found: string[] = [];
  const info = new TypeInfo(schema);
  const Field = ({ name }: { name: { value: string } }) => {
    const type = info.getParentType();
    const types = isAbstractType(type) ? schema.getPossibleTypes(type) : type ? [type] : [];
    const all = types.map((each) => `${each.name}.${name.value}`);
    if (all.length > 0 && all.every((each) => denied.has(each))) found.push(...all);
  };
  visit(parse(JSON.parse(body).query), visitWithTypeInfo(info, { Field }));
  return found;
}
