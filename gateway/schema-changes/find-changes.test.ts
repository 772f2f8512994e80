import fc from "fast-check";
import { buildSchema, findBreakingChanges } from "graphql";
import { findChanges } from "./find-changes";

/* What changes of a schema break, whom, and that graphql-js finds nothing breaking that is not found here. */

const changesOf = (before: string, after: string) =>
  findChanges(buildSchema(before), buildSchema(after)).map(
    ({ kind, severity, coordinate, affects }) => `${severity} ${kind} ${coordinate} [${affects.join(" ")}]`,
  );
const query = "type Query { a(x: Int): Int }";

it.each([
  [
    "a field goes",
    "type Query { a: Int b: Int }",
    "type Query { a: Int }",
    ["breaking FIELD_REMOVED Query.b [Query.b]"],
  ],
  [
    "a field may be null",
    "type Query { a: [Int!]! }",
    "type Query { a: [Int]! }",
    ["breaking FIELD_TYPE_CHANGED Query.a [Query.a]"],
  ],
  [
    "a field is never null",
    "type Query { a: [Int] }",
    "type Query { a: [Int!]! }",
    ["safe FIELD_TYPE_CHANGED Query.a [Query.a]"],
  ],
  [
    "an argument goes",
    query,
    "type Query { a: Int }",
    ["breaking ARGUMENT_REMOVED Query.a(x:) [Query.a(x:)]"],
  ],
  ["an argument comes", "type Query { a: Int }", query, ["safe ARGUMENT_ADDED Query.a(x:) []"]],
  [
    "an argument comes that has to be given",
    "type Query { a: Int }",
    "type Query { a(x: Int!): Int }",
    ["breaking ARGUMENT_ADDED Query.a(x:) [Query.a]"],
  ],
  [
    "an argument has to be given",
    query,
    "type Query { a(x: Int!): Int }",
    ["breaking ARGUMENT_TYPE_CHANGED Query.a(x:) [Query.a Query.a(x:)]"],
  ],
  [
    "an argument loses the default that kept it from having to be given",
    "type Query { a(x: Int! = 1): Int }",
    "type Query { a(x: Int!): Int }",
    ["breaking ARGUMENT_DEFAULT_CHANGED Query.a(x:) [Query.a]"],
  ],
  [
    "an argument has another default",
    "type Query { a(x: Int = 1): Int }",
    "type Query { a(x: Int = 2): Int }",
    ["dangerous ARGUMENT_DEFAULT_CHANGED Query.a(x:) [Query.a]"],
  ],
  [
    "an argument takes more",
    "type Query { a(x: [Int!]!): Int }",
    "type Query { a(x: [Int]): Int }",
    ["safe ARGUMENT_TYPE_CHANGED Query.a(x:) [Query.a(x:)]"],
  ],
  [
    "an input field loses its default",
    `input I { x: Int! = 1 } input H { i: [I!] } type Query { a(h: H): Int }`,
    `input I { x: Int! } input H { i: [I!] } type Query { a(h: H): Int }`,
    ["breaking INPUT_FIELD_DEFAULT_CHANGED I.x [I I.* H.*]"],
  ],
  [
    "an input field goes, and another has to be given",
    "input I { x: Int y: Int } type Query { a(i: I): Int }",
    "input I { x: Int z: Int! } type Query { a(i: I): Int }",
    ["breaking INPUT_FIELD_REMOVED I.y [I.y I.*]", "breaking INPUT_FIELD_ADDED I.z [I I.*]"],
  ],
  [
    "an input takes one of its fields only",
    "input I { x: Int y: Int } type Query { a(i: I): Int }",
    "input I @oneOf { x: Int y: Int } type Query { a(i: I): Int }",
    ["breaking ONE_OF_CHANGED I [I I.*]"],
  ],
  [
    "values of an enumeration that is given and answered",
    "enum E { A B } input I { e: E } type Query { a(i: I): E }",
    "enum E { A C } input I { e: E } type Query { a(i: I): E }",
    ["breaking ENUM_VALUE_REMOVED E.B [E.B I.* E.*]", "dangerous ENUM_VALUE_ADDED E.C [Query.a]"],
  ],
  [
    "a type becomes another kind",
    "enum E { A } type Query { a: E b(e: E): Int }",
    "scalar E type Query { a: E b(e: E): Int }",
    ["breaking TYPE_KIND_CHANGED E [E E.A Query.a Query.b(e:) E.*]"],
  ],
  [
    "an object leaves an interface and a union",
    "interface N { id: ID } type A implements N { id: ID } type B { id: ID } union U = A | B type Query { n: N u: U }",
    "interface N { id: ID } type A { id: ID } type B { id: ID } union U = B type Query { n: N u: U a: A }",
    [
      "breaking INTERFACE_REMOVED A [A N]",
      "breaking UNION_MEMBER_REMOVED U [A]",
      "safe FIELD_ADDED Query.a []",
    ],
  ],
  [
    "deprecation and description",
    `type Query { a: Int b: Int @deprecated(reason: "Use a.") }`,
    `type Query { "Counts." a: Int @deprecated(reason: "Old.") b: Int }`,
    [
      "safe DEPRECATION_CHANGED Query.a [Query.a]",
      "safe DESCRIPTION_CHANGED Query.a [Query.a]",
      "safe DEPRECATION_CHANGED Query.b [Query.b]",
    ],
  ],
  [
    "a directive",
    "directive @d(x: Int) repeatable on FIELD | QUERY type Query { a: Int }",
    "directive @d on FIELD type Query { a: Int }",
    [
      "breaking DIRECTIVE_CHANGED @d [@d(x:)]",
      "breaking DIRECTIVE_CHANGED @d [@d]",
      "breaking DIRECTIVE_CHANGED @d [@d]",
    ],
  ],
  [
    "all mutations",
    "type Query { a: Int } type Mutation { m: Int }",
    "type Query { a: Int }",
    [
      "breaking ROOT_TYPE_CHANGED Mutation [Mutation.m]",
      "breaking TYPE_REMOVED Mutation [Mutation Mutation.m]",
    ],
  ],
])("%s", (_case, before, after, expected) => {
  expect(changesOf(before, after)).toEqual(expected);
});

const named = fc.constantFrom("Int", "String", "E");
const outputType = fc.tuple(named, fc.constantFrom("", "!", "[]", "[!]", "[]!", "[!]!"));
const typeText = ([name, form]: [string, string]) =>
  form.startsWith("[")
    ? `[${name}${form.includes("!]") ? "!" : ""}]${form.endsWith("]!") ? "!" : ""}`
    : name + form;
const argument = fc.tuple(fc.constantFrom("x", "y"), outputType);
const field = fc.tuple(
  fc.constantFrom("a", "b", "c"),
  outputType,
  fc.uniqueArray(argument, { selector: ([name]) => name, maxLength: 2 }),
);
const uniquely = <Item extends [string, ...unknown[]]>(item: fc.Arbitrary<Item>) =>
  fc.uniqueArray(item, { selector: ([name]) => name, minLength: 1, maxLength: 3 });
const schemaText = fc
  .record({
    query: uniquely(field),
    object: uniquely(field),
    isNode: fc.boolean(),
    isInUnion: fc.boolean(),
    values: fc.uniqueArray(fc.constantFrom("A", "B", "C"), { minLength: 1 }),
    input: uniquely(fc.tuple(fc.constantFrom("p", "q", "r"), outputType)),
  })
  .map(({ query: root, object, isNode, isInUnion, values, input }) => {
    const fields = (some: typeof object) =>
      some
        .map(([name, type, given]) => {
          const list = given.map(([each, of]) => `${each}: ${typeText(of)}`).join(" ");
          return `${name}${list ? `(${list})` : ""}: ${typeText(type)}`;
        })
        .join(" ");
    return `enum E { ${values.join(" ")} } interface N { n: Int }
      type O ${isNode ? "implements N" : ""} { n: Int ${fields(object)} } type P { n: Int e: E }
      union U = ${isInUnion ? "O | " : ""}P input I { ${input.map(([name, type]) => `${name}: ${typeText(type)}`).join(" ")} }
      type Query { o(i: I): O u: U n: N ${fields(root)} }`;
  });

it("finds whatever graphql-js takes for breaking, and breaking alone what changes a type or takes something away", () => {
  fc.assert(
    fc.property(schemaText, schemaText, (before, after) => {
      const [old, now] = [buildSchema(before), buildSchema(after)];
      const theirs = findBreakingChanges(old, now).length;
      const ours = findChanges(old, now).filter(({ severity }) => severity === "breaking").length;
      expect(ours).toBe(theirs);
    }),
    { numRuns: 300 },
  );
});
