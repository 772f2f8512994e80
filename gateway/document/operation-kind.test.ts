import fc from "fast-check";
import { getOperationAST, parse } from "graphql";
import { operationKindOf } from "./operation-kind";

/** Names that mean something elsewhere in a document, too. */
const names = fc.constantFrom("query", "mutation", "subscription", "fragment", "on", "Board");
const strings = fc.constantFrom('"}"', '"\\"{"', '"""subscription { \\""" }"""', '"# "', "1", "[{ a: 1 }]");
const ignored = fc.constantFrom(" ", "\n", ",", "# subscription X {\n", '# "\n');
const selection = fc
  .tuple(names, strings)
  .map(([name, value]) => `{ ${name}(query: ${value}) @subscription(if: ${value}) { mutation } }`);
const operation = fc
  .tuple(fc.constantFrom("query", "mutation", "subscription"), fc.option(names), fc.boolean(), selection)
  .map(
    ([kind, name, hasVariables, body]) =>
      `${kind} ${name ?? ""}${hasVariables ? "($query: S = {a: 1}) " : ""}@mutation ${body}`,
  );
const fragment = fc
  .tuple(fc.constantFrom("query", "mutation", "subscription", "Board"), names, selection)
  .map(([name, type, body]) => `fragment ${name} on ${type} @query ${body}`);
const definitions = fc.array(fc.oneof(operation, fragment, selection), { minLength: 1, maxLength: 4 });

it("is what the document says when it is parsed", () => {
  const document = fc
    .tuple(definitions, ignored)
    .map(([list, between]) => [...list, "query Last { subscription }"].join(between));
  fc.assert(
    fc.property(document, fc.option(names, { nil: undefined }), (text, operationName) => {
      const parsed = parse(text).definitions.find(
        (definition) =>
          definition.kind === "OperationDefinition" &&
          (operationName === undefined || definition.name?.value === operationName),
      );
      const expected = parsed?.kind === "OperationDefinition" ? parsed.operation : "query";
      expect(operationKindOf(text, operationName)).toBe(expected);
    }),
    { numRuns: 500 },
  );
});

it.each([
  ["subscription { a }", undefined, "subscription"],
  ["{ subscription }", undefined, "query"],
  ["query A { a } subscription B { b }", "B", "subscription"],
  ["query A { a } subscription B { b }", "A", "query"],
])("%s, %s: %s", (text, operationName, kind) => {
  expect(operationKindOf(text, operationName)).toBe(kind);
  expect(getOperationAST(parse(text), operationName)?.operation).toBe(kind);
});

it("is something for a text that is no document, in linear time", () => {
  for (const text of ["subscription", '"""subscription', `${"(".repeat(100_000)}subscription`, '"\\'])
    expect(["query", "subscription"]).toContain(operationKindOf(text, undefined));
});
