import "../../gateway/config/environment";
import fc from "fast-check";
import { type DocumentNode, type GraphQLSchema, parse } from "graphql";
import { isFastValid } from "../../gateway/document/fast-validation";
import { validateDocument } from "../../gateway/document/validate-document";
import { operationArbitrary } from "./operations/operation-arbitrary";
import { testGraphs } from "./supergraphs/test-graphs";
import { buildGraph } from "./world/test-graph";

/* Whatever is plainly valid is valid by graphql-js' rules: of operations as clients write them, and of spoilt ones. */

/** A word, a number, a text or a sign of GraphQL. */
const token = /"(?:[^"\\\n]|\\.)*"|\.\.\.|[\w$@]+|[^\s\w]/g;

/** The text with tokens that change places, are gone, or stand where another of the same text stood. */
function spoilt(text: string, changes: readonly [number, number, "drop" | "copy" | "swap"][]): string {
  const tokens = text.match(token) ?? [];
  for (const [left, right, change] of changes) {
    const [from, to] = [left % tokens.length, right % tokens.length];
    const [first = "", second = ""] = [tokens[from], tokens[to]];
    if (change === "drop") tokens.splice(from, 1);
    else tokens[to] = first;
    if (change === "swap") tokens[from] = second;
  }
  return tokens.join(" ");
}

const changeArbitrary = fc.tuple(fc.nat(10_000), fc.nat(10_000), fc.constantFrom("drop", "copy", "swap"));

function read(text: string): DocumentNode | undefined {
  try {
    return parse(text);
  } catch {
    // Most spoilt texts are no GraphQL at all.
    return undefined;
  }
}

/** What graphql-js finds wrong with a document that was told to be plainly valid. */
function wronglyPassed(schema: GraphQLSchema, text: string): string[] {
  const document = read(text);
  if (!document || !isFastValid(schema, document)) return [];
  return validateDocument(schema, document).map(({ message }) => message);
}

describe.each(testGraphs().map(buildGraph))("over $name, what is plainly valid", ({ apiSchema, world }) => {
  const operations = operationArbitrary(apiSchema, world.ownership.tellingNames());

  it("is valid, also among operations that are spoilt", () => {
    const changes = fc.array(changeArbitrary, { minLength: 0, maxLength: 2 });
    fc.assert(
      fc.property(operations, changes, ({ query }, made) => {
        expect([query, made, wronglyPassed(apiSchema, spoilt(query, made))]).toEqual([query, made, []]);
      }),
      { numRuns: 1_500, seed: 1 },
    );
  });

  it("is most of what is valid", () => {
    const sample = fc.sample(operations, { numRuns: 200, seed: 1 }).map(({ query }) => parse(query));
    const valid = sample.filter((document) => validateDocument(apiSchema, document).length === 0);
    const plain = valid.filter((document) => isFastValid(apiSchema, document));
    expect(valid.length).toBeGreaterThan(150);
    expect(plain.length / valid.length).toBeGreaterThan(0.5);
  });
});
