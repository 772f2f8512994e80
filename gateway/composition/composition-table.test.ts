import "../config/environment";
import { HINTS } from "@apollo/composition/dist/hints";
import { parse } from "graphql";
import { composeWithNotes } from "./compose-subgraphs";
import { CompositionError } from "./composition-error";
import { hintRules } from "./hint-rules";

/* What becomes of each directive of federation, and of each kind of disagreement: the table of docs/composition.md. */

const imports = [
  ...["key", "shareable", "external", "requires", "provides", "override", "inaccessible", "tag", "extends"],
  ...["interfaceObject", "composeDirective", "authenticated", "requiresScopes", "policy", "context"],
  ...["fromContext", "cost", "listSize"],
];
const federation = (version: string) =>
  `@link(url: "https://specs.apollo.dev/federation/${version}", import: [${imports.map((name) => `"@${name}"`).join(", ")}])`;
const link = `extend schema ${federation("v2.9")}\n`;

/** Composes subgraphs a, b and so on: what is told of it, or why it is refused. */
function compose(...schemas: string[]): { notes: string[] } | { refused: string[] } {
  const subgraphs = [...schemas, "type Query { other: Int }"].map((sdl, at) => {
    const name = "abcd"[at] ?? "z";
    const typeDefs = parse(sdl.includes("specs.apollo.dev/federation") ? sdl : link + sdl);
    return { name, url: `http://${name}.test`, typeDefs, entities: [] };
  });
  try {
    return { notes: composeWithNotes(subgraphs).notes };
  } catch (error) {
    if (!(error instanceof CompositionError)) throw error;
    return { refused: error.message.split("\n") };
  }
}

const entity = (field: string) => `type P @key(fields: "id") { id: ID! ${field} }`;
const withRoot = (field: string) => `type Query { p: P } ${entity(field)}`;

describe("a graph composes", () => {
  it.each<[string, string[], string[]]>([
    [
      "@key, also several",
      ['type Query { p: P } type P @key(fields: "id") @key(fields: "code") { id: ID! code: ID! }'],
      [],
    ],
    ["@shareable", [withRoot("x: Int @shareable"), entity("x: Int @shareable")], []],
    ["@requires", [withRoot("x: Int"), entity('x: Int @external y: Int @requires(fields: "x")')], []],
    [
      "@requires of a field with arguments",
      [
        withRoot("x(unit: String): Int"),
        entity('x(unit: String): Int @external y: Int @requires(fields: "x(unit: \\"m\\")")'),
      ],
      [],
    ],
    [
      "@provides",
      [
        withRoot("x: Int @shareable"),
        `type Query { q: P @provides(fields: "x") } ${entity("x: Int @external")}`,
      ],
      [],
    ],
    ["@tag of a field", [withRoot('x: Int @tag(name: "internal")')], []],
    ["@inaccessible of a field", [withRoot("x: Int @inaccessible y: Int")], []],
    [
      "@interfaceObject",
      [
        'type Query { i: I } interface I @key(fields: "id") { id: ID! } type A implements I @key(fields: "id") { id: ID! }',
        'type I @interfaceObject @key(fields: "id") { id: ID! rank: Int }',
      ],
      [],
    ],
    [
      "@cost and @listSize",
      [
        'type Query { list(first: Int): [Int] @listSize(assumedSize: 5, slicingArguments: ["first"]) @cost(weight: 3) }',
      ],
      [],
    ],
    [
      "@authenticated of a type, a field, a scalar and an enum",
      [
        "scalar S @authenticated enum E @authenticated { X } type P @authenticated { s: S } type Query { p: P e: E s: S f: Int @authenticated }",
      ],
      [],
    ],
    ["@requiresScopes", ['type Query { f: Int @requiresScopes(scopes: [["a", "b"], ["c"]]) }'], []],
    ["@oneOf of an input", ["input I @oneOf { x: Int y: Int } type Query { f(i: I): Int }"], []],
    [
      "@oneOf that its library declares",
      ["directive @oneOf on INPUT_OBJECT input I @oneOf { x: Int y: Int } type Query { f(i: I): Int }"],
      [],
    ],
    [
      "@defer that its library declares",
      [
        "directive @defer(if: Boolean = true, label: String) on FRAGMENT_SPREAD | INLINE_FRAGMENT type Query { f: Int }",
      ],
      [],
    ],
    [
      "@override",
      [withRoot("x: Int"), entity('x: Int @override(from: "a")')],
      [
        'hint OVERRIDDEN_FIELD_CAN_BE_REMOVED: Field "P.x" on subgraph "a" is overridden. Consider removing it. (the field has moved: nobody asks the other subgraph for it any more)',
      ],
    ],
    [
      "@override from a subgraph that is gone",
      [withRoot("y: Int"), entity('x: Int @override(from: "gone")')],
      [
        expect.stringMatching(
          /^hint FROM_SUBGRAPH_DOES_NOT_EXIST: Source subgraph "gone" .* \(a subgraph that was retired stops nobody;/,
        ),
      ],
    ],
    [
      "descriptions that differ",
      [
        '"One." type V @shareable { x: Int } type Query { v: V }',
        '"Two." type V @shareable { x: Int } type Query { w: V }',
      ],
      [
        expect.stringMatching(
          /^hint INCONSISTENT_DESCRIPTION: Element "V" .*will use description \(from subgraph "a"\):\n.*One\..*Two\./s,
        ),
      ],
    ],
    [
      "reasons of @deprecated that differ",
      [
        withRoot('x: Int @shareable @deprecated(reason: "one")'),
        entity('x: Int @shareable @deprecated(reason: "two")'),
      ],
      [
        expect.stringMatching(
          /^hint INCONSISTENT_NON_REPEATABLE_DIRECTIVE_ARGUMENTS: .*\(clients read the first's reason\)$/,
        ),
      ],
    ],
    [
      "scopes that differ, which are required together",
      [
        withRoot('x: Int @shareable @requiresScopes(scopes: [["a"]])'),
        entity('x: Int @shareable @requiresScopes(scopes: [["b"]])'),
      ],
      [
        expect.stringMatching(
          /^hint MERGED_NON_REPEATABLE_DIRECTIVE_ARGUMENTS: .*\(nothing is lost: all of it counts\)$/,
        ),
      ],
    ],
    [
      "@cacheControl, with the enum that comes with it",
      [
        "enum CacheControlScope { PUBLIC PRIVATE } directive @cacheControl(maxAge: Int, scope: CacheControlScope) on FIELD_DEFINITION | OBJECT " +
          "type Query { f: Int @cacheControl(maxAge: 5) }",
      ],
      [
        "[a] Query.f: @cacheControl is not used: answers are kept as long as subgraphs say that nothing has changed (docs/composition.md).",
      ],
    ],
    [
      "@cacheTag",
      [
        'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@cacheTag"]) type Query { f: Int @cacheTag(format: "f") }',
      ],
      [
        "[a] Query.f: @cacheTag is not used: answers are kept as long as subgraphs say that nothing has changed (docs/composition.md).",
      ],
    ],
    [
      "@composeDirective",
      [
        `extend schema @link(url: "https://example.org/my/v1.0", import: ["@my"]) @composeDirective(name: "@my") ${federation("v2.9")} ` +
          "directive @my on FIELD_DEFINITION type Query { f: Int @my }",
      ],
      ["[a] Query.f: @my is in the supergraph, and neither the gateway nor its clients read it."],
    ],
    [
      "a directive of the subgraph's own",
      ["directive @my on FIELD_DEFINITION | OBJECT type Query @my { f: Int @my }"],
      [
        "[a] Query: @my, there and at 1 more, is read by the subgraph alone: the supergraph does not have it.",
      ],
    ],
  ])("with %s", (_, schemas, notes) => {
    expect(compose(...schemas)).toEqual({ notes });
  });
});

describe("a graph is refused", () => {
  it.each<[string, string[], unknown[]]>([
    [
      "labels of @override",
      [withRoot("x: Int"), entity('x: Int @override(from: "a", label: "percent(5)")')],
      [
        'error: [b] P.x: expected @override without a label; got label: "percent(5)". This gateway moves a field at once, not for a part of the requests.',
      ],
    ],
    [
      "@context and @fromContext",
      [
        'type Query { u: U } type U @key(fields: "id") @context(name: "c") { id: ID! n: String v: V } ' +
          'type V @key(fields: "id") { id: ID! f(x: String @fromContext(field: "$c { n }")): Int }',
      ],
      [
        expect.stringMatching(/^error: \[a\] U: expected no @context: this gateway hands no values down/),
        expect.stringMatching(/^error: \[a\] V\.f\(x:\): expected no @fromContext: /),
      ],
    ],
    [
      "connectors",
      [
        'extend schema @link(url: "https://specs.apollo.dev/federation/v2.10") @link(url: "https://specs.apollo.dev/connect/v0.1", import: ["@connect", "@source"]) ' +
          '@source(name: "j", http: { baseURL: "http://x" }) type Query { f: Int @connect(source: "j", http: { GET: "/f" }, selection: "$.f") }',
      ],
      [
        expect.stringMatching(
          /^error: \[a\] schema: expected no @source: this gateway asks subgraphs alone\./,
        ),
        expect.stringMatching(
          /^error: \[a\] Query\.f: expected no @connect: this gateway asks subgraphs alone\./,
        ),
      ],
    ],
    [
      "@policy, under another name as well",
      [
        'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [{ name: "@policy", as: "@rule" }]) type Query { f: Int @rule(policies: [["p"]]) }',
      ],
      [
        "error: [a] Query.f: expected no @policy: nobody here decides policies. Name what is needed as a scope, with @requiresScopes.",
      ],
    ],
    [
      "@oneOf in one subgraph alone",
      [
        "input I @oneOf { x: Int } type Query { f(i: I): Int }",
        "input I { x: Int } type Query { g(i: I): Int }",
      ],
      [expect.stringMatching(/^error: \[b\] I: expected @oneOf, as other subgraphs have it: /)],
    ],
    [
      "@authenticated of an interface",
      ["type Query { i: I } interface I @authenticated { x: Int } type P implements I { x: Int }"],
      [expect.stringMatching(/^error: \[a\] Invalid use of @authenticated on interface "I"/)],
    ],
    [
      "@requires of what is guarded, unguarded",
      [withRoot("x: Int @authenticated"), entity('x: Int @external y: Int @requires(fields: "x")')],
      [expect.stringMatching(/^error: \[b\] Field "P\.y" does not specify necessary @authenticated/)],
    ],
    [
      "directives of operations",
      ["directive @upper on FIELD type Query { f: String }"],
      [
        "error: [a] @upper: expected no directive of operations: clients' directives do not reach subgraphs. Take an argument instead.",
      ],
    ],
    [
      "subscriptions",
      ["type Query { f: Int } type Subscription { f: Int }"],
      [
        expect.stringMatching(
          /^error: \[a\] Subscription: expected no subscriptions: the gateway makes one of each query/,
        ),
      ],
    ],
    [
      "the gateway's own field",
      ["type Query { live: Int }"],
      ["error: [a] Query.live: expected another name: the gateway gives subscriptions a field of this one."],
    ],
    [
      "a tag by which it would own another's nodes",
      ['type Query { p: P } type P @tag(name: "owner/b") { x: Int }'],
      [
        "error: [a] P: expected no tag that begins with owner/; got owner/b. The gateway says by these which subgraph owns a node.",
      ],
    ],
    [
      "an argument that one of two has",
      [withRoot("x(u: Int): Int @shareable"), entity("x: Int @shareable")],
      [
        expect.stringMatching(
          /^hint INCONSISTENT_ARGUMENT_PRESENCE: .*\(the argument is lost: add it to all of them\)$/,
        ),
      ],
    ],
    [
      "a default that one of two has",
      [withRoot("x(u: Int = 1): Int @shareable"), entity("x(u: Int): Int @shareable")],
      [
        expect.stringMatching(
          /^hint INCONSISTENT_DEFAULT_VALUE_PRESENCE: .*\(the default is lost: write it in all of them\)$/,
        ),
      ],
    ],
    [
      "a value of an input's enum that one of two has",
      ["enum E { X Y } type Query { f(e: E): Int }", "enum E { X } type Query { g(e: E): Int }"],
      [
        expect.stringMatching(
          /^hint INCONSISTENT_ENUM_VALUE_FOR_INPUT_ENUM: .*\(the value is lost: add it to all of them\)$/,
        ),
      ],
    ],
    [
      "a field of an input that one of two has",
      [
        "input I { x: Int y: Int } type Query { f(i: I): Int }",
        "input I { x: Int } type Query { g(i: I): Int }",
      ],
      [expect.stringMatching(/^hint INCONSISTENT_INPUT_OBJECT_FIELD: .*\(the input field is lost: /)],
    ],
  ])("for %s", (_, schemas, refused) => {
    expect(compose(...schemas)).toEqual({ refused });
  });
});

it("has a rule with a reason for every hint that the installed composition can give", () => {
  const codes = Object.values(HINTS).map(({ code }) => code);
  expect(Object.keys(hintRules).sort()).toEqual(codes.sort());
  for (const { reason } of Object.values(hintRules)) expect(reason).toMatch(/\w+ \w+/);
});

it("refuses a schema without a link to federation 2, and says how to write it", () => {
  const typeDefs = parse("type Query { a: Int }");
  const subgraph = { name: "old", url: "http://old.test", typeDefs, entities: [] };
  expect(() => composeWithNotes([subgraph])).toThrow(
    'error: [old] schema: expected a schema of federation 2; this one has no extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"]), with what it uses of it.',
  );
});
