import { buildSchema, type GraphQLError, parse, validate } from "graphql";
import pino from "pino";
import type { UsedOperation } from "../pipeline/pipeline";
import { prepareGraph } from "./prepare-graph";

const sdlOf = (name: string) => `enum join__Graph { A @join__graph(name: "${name}", url: "") }`;

function graphOf(text: string, used: string[] = []) {
  const schema = buildSchema(text);
  const prepared: string[] = [];
  const prepare = async ({ query }: UsedOperation): Promise<GraphQLError | undefined> => {
    const [problem] = validate(schema, parse(query));
    if (!problem) prepared.push(query);
    return problem;
  };
  const mostUsed = () => used.map((query) => ({ query, operationName: undefined }));
  const answer = () => Promise.reject(new Error("Nobody asks."));
  return {
    supergraphSdl: sdlOf("a"),
    pipeline: {
      prepare,
      mostUsed,
      answer,
      answerInParts: answer,
      answerBatch: answer,
      estimate: answer,
      live: answer,
    },
    prepared,
  };
}

describe("a new supergraph", () => {
  it("that removes a field in use says so before it is served, and has the other operations made ready", async () => {
    const lines: string[] = [];
    const log = pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(line) });
    const current = graphOf("type Query { a: Int b: Int }", ["query Old { b }", "query Kept { a }"]);
    const next = graphOf("type Query { a: Int }");
    const prepared = await prepareGraph(current, sdlOf("a"), async () => next, log);
    const problem = 'Cannot query field "b" on type "Query". Did you mean "a"?';
    expect(prepared).toEqual({ next, broken: [{ operation: "Old", problem }] });
    expect(next.prepared).toEqual(["query Kept { a }"]);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        level: 40,
        operation: "Old",
        problem,
        msg: "the new supergraph breaks an operation in use",
      },
    ]);
  });

  it("of another graph is refused before it is loaded", async () => {
    const open = () => Promise.reject(new Error("It was loaded."));
    const log = pino({ level: "silent" });
    await expect(prepareGraph(graphOf("type Query { a: Int }"), sdlOf("x"), open, log)).rejects.toThrow(
      "Expected a supergraph with one of a; it has x.",
    );
  });
});
