import { buildSchema, Kind, type OperationDefinitionNode, parse } from "graphql";
import pino from "pino";
import type { KnownOperation } from "../executor/graph-executor";
import type { LoadedGraph } from "./load-graph";
import { prepareGraph } from "./prepare-graph";

const sdlOf = (name: string) => `enum join__Graph { A @join__graph(name: "${name}", url: "") }`;

function graphOf(schema: string, known: string[] = []): LoadedGraph & { warmed: string[] } {
  const warmed: string[] = [];
  return {
    supergraphSdl: sdlOf("a"),
    schema: buildSchema(schema),
    execute: async () => ({}),
    executeKnown: () => undefined,
    warm: (operations) => void warmed.push(...operations.map(({ key }) => key)),
    mostUsed: () => known.map(operationOf),
    close: async () => {},
    warmed,
  };
}

function operationOf(query: string): KnownOperation {
  const document = parse(query);
  const definition = document.definitions.find(
    (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
  );
  if (!definition) throw new Error("Expected an operation.");
  return { key: query, document, definition };
}

describe("a new supergraph", () => {
  it("that removes a field in use says so before it is served, and has the other operations planned", async () => {
    const lines: string[] = [];
    const log = pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(line) });
    const current = graphOf("type Query { a: Int b: Int }", ["query Old { b }", "query Kept { a }"]);
    const next = graphOf("type Query { a: Int }");
    const prepared = await prepareGraph(current, sdlOf("a"), async () => next, log);
    const problem = 'Cannot query field "b" on type "Query". Did you mean "a"?';
    expect(prepared).toEqual({ next, broken: [{ operation: "Old", problem }] });
    expect(next.warmed).toEqual(["query Kept { a }"]);
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
