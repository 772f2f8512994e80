import fc from "fast-check";
import { buildSchema, type DocumentNode, GraphQLError, Lexer, parse, Source, TokenKind } from "graphql";
import { isFastValid } from "./fast-validation";
import { validateDocument } from "./validate-document";

const schema = buildSchema(`
  directive @big(size: Int!) on FIELD
  scalar Date
  enum Kind { WARD COMMUNE }
  interface Named { name: String! }
  type Ward implements Named { code: ID! name: String! area: Float kind: Kind tasks(first: Int! = 3, filter: Filter): [Task!]! }
  type Office implements Named { name: String! phone: String! area: String owner: Ward tasks(first: Int! = 3): [Task!] }
  union Owner = Ward | Office
  input Filter { open: Boolean! late: Boolean = false kinds: [Kind!] since: Date inner: Filter either: Either }
  input Either @oneOf { code: ID name: String }
  type Task { id: ID! owner: Owner named: Named title(length: Int): String }
  type Query {
    ward(code: ID!): Ward  wards(kinds: [Kind!], codes: [[ID]]): [Ward!]!  task(by: Either!): Task  tasks(filter: Filter): [Task]  on(date: Date): Int  share(of: Float): Int
  }
  type Mutation { close(id: ID!): Task }
  type Subscription { changes: Task }
`);

const plain = [
  "{ wards { code name } }",
  "query Wards { a: wards { code b: code ...A } w: ward(code: 4) { ...A } } fragment A on Ward { name ...B } fragment B on Named { name }",
  'mutation { close(id: "1") { id } again: close(id: "1") { __typename id } }',
  "query ($n: Int!, $f: Filter) { ward(code: 1) { tasks(first: $n, filter: $f) { id } } tasks(filter: $f) { id } }",
  "query ($n: Int = 3, $open: Boolean!) { ward(code: 1) { tasks(first: $n, filter: { open: $open, late: null }) { id } } }",
  "query ($kinds: [Kind!] = [WARD], $id: ID) { wards(kinds: $kinds) { code } w: wards(kinds: WARD, codes: [[$id, null], 3]) { code } }",
  'query ($all: Boolean!) { wards @include(if: $all) { code @skip(if: true) @include(if: $all) ... @skip(if: $all) { name } } on(date: "2025-11-14") }',
  "{ tasks { owner { ... on Named { name } ... on Ward { area code } ...O __typename } named { ... on Office { owner { code } } name } } } fragment O on Office { owner { name } }",
  "{ tasks(filter: { open: true, kinds: [WARD, COMMUNE], inner: { open: false } }) { title(length: 3) title(length: 3) named { name } named { ... { name } } } }",
  "query ($day: Date, $share: Float = 1e3) { on(date: $day) other: on(date: 5) big: on @big(size: 3) share(of: $share) }",
];
/** Valid, and left to graphql-js. */
const unsure = [
  "query A { wards { code } } query B { wards { name } }",
  "{ __schema { types { name } } }",
  '{ __type(name: "Ward") { name } }',
  '{ task(by: { code: "1" }) { id } }',
  "{ tasks { owner { ... on Ward { name } ... on Office { name: phone } } } }",
  "subscription { changes { id } }",
  "query ($c: ID, $d: Date = { a: 1 }) { ward(code: 1) { code } on(date: $d) wards(codes: [[$c]]) { code } }",
  "query ($n: Int) { ward(code: 1) { tasks(first: $n) { id } } }",
  "{ on(date: [1, 2]) }",
  `{ ${"wards { code } ".repeat(70)} }`,
];

it.each(plain)("%s is plainly valid", (text) => {
  expect([isFastValid(schema, parse(text)), faultsOf(parse(text))]).toEqual([true, []]);
});

it.each(unsure)("%s is left to graphql-js, which finds nothing wrong with it", (text) => {
  expect([isFastValid(schema, parse(text)), faultsOf(parse(text))]).toEqual([false, []]);
});

it.each([
  ["{ share(of: 1e400) }", "of: expected a number that a Float can hold, up to 1.7e308; got 1e400."],
  [
    `{ tasks(filter: { open: true ${"inner: { open: true ".repeat(100)}${"}".repeat(100)} }) { id } }`,
    "filter: expected at most 100 levels of lists and objects within one another; got more.",
  ],
])("%s, which graphql-js would let pass, is not plainly valid", (text, fault) => {
  expect([isFastValid(schema, parse(text)), faultsOf(parse(text))]).toEqual([false, [fault]]);
});

it("is left to graphql-js when it is more than can be looked at", () => {
  const next = (index: number) => `w: tasks { ...F${index} } t: tasks { ...F${index} }`;
  const twofold = Array.from(
    { length: 20 },
    (_, index) => `fragment F${index} on Task { owner { ... on Ward { ${next(index + 1)} } } }`,
  );
  const doubled = `{ tasks { ...F0 } } ${twofold.join(" ")} fragment F20 on Task { id }`;
  const deep = `{ tasks ${"{ owner { ... on Office { owner { tasks(first: 1) ".repeat(60)}{ id }${" } } } }".repeat(60)} }`;
  const cycle = "{ ...A } fragment A on Query { ...B } fragment B on Query { tasks { id } ...A }";
  expect([doubled, deep, cycle].map((text) => isFastValid(schema, parse(text)))).toEqual([
    false,
    false,
    false,
  ]);
});

/*
 * What it says is valid, graphql-js finds nothing wrong with: valid operations of which words were left out, put in or
 * put in the place of others, all drawn from these operations. More of them: VALIDATION_RUNS=100000
 */
const runs = Number(process.env.VALIDATION_RUNS ?? 3_000);
const texts = [...plain, ...unsure.slice(0, -1)];
const words = [...new Set(texts.flatMap(wordsOf)), "nothing", "-1", "1.5", "1e400", "$nothing"];

const changedText = fc
  .record({
    text: fc.constantFrom(...texts),
    changes: fc.array(
      fc.record({
        place: fc.nat(),
        removed: fc.integer({ min: 0, max: 2 }),
        added: fc.array(fc.constantFrom(...words), { maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(({ text, changes }) => {
    const changed = wordsOf(text);
    for (const { place, removed, added } of changes) {
      changed.splice(place % (changed.length + 1), removed, ...added);
    }
    return changed.join(" ");
  });

it("says so of nothing that graphql-js finds anything wrong with", () => {
  const seen = { invalid: 0, plain: 0, unsure: 0 };
  fc.assert(
    fc.property(changedText, (text) => {
      const document = parsed(text);
      if (!document) return;
      const isPlain = isFastValid(schema, document);
      const faults = faultsOf(document);
      if (isPlain) expect(faults).toEqual([]);
      seen[faults.length > 0 ? "invalid" : isPlain ? "plain" : "unsure"]++;
    }),
    { numRuns: runs },
  );
  expect(Math.min(seen.plain, seen.unsure)).toBeGreaterThan(runs / 100);
  expect(seen.invalid).toBeGreaterThan(runs / 20);
});

function faultsOf(document: DocumentNode): string[] {
  return validateDocument(schema, document).map(({ message }) => message);
}

function parsed(text: string): DocumentNode | undefined {
  try {
    return parse(text, { noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}

function wordsOf(text: string): string[] {
  const lexer = new Lexer(new Source(text));
  const found: string[] = [];
  while (lexer.advance().kind !== TokenKind.EOF) {
    const { start, end } = lexer.token;
    found.push(text.slice(start, end));
  }
  return found;
}
