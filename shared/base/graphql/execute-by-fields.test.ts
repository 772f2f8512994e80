import DataLoader from "dataloader";
import { buildSchema, execute, type GraphQLSchema, isObjectType, parse, validate } from "graphql";
import { executeByFields } from "./execute-by-fields";

const schema: GraphQLSchema = buildSchema(`
  interface Thing { id: ID! name(lang: String = "vi"): String }
  type Shelf implements Thing { id: ID! name(lang: String = "vi"): String books(first: Int): [Book!]! wide: Boolean }
  type Book implements Thing { id: ID! name(lang: String = "vi"): String pages: Int! shelf: Shelf tags: [[String]] broken: Int must: Int! }
  union Found = Shelf | Book
  type Query {
    shelves(first: Int! = 3): [Shelf!]!
    books: [Book]
    things: [Thing!]
    found(first: Int): [Found]
    shelf(id: ID!): Shelf
    nothing: Shelf
    set: [Int!]
  }
`);

interface Context {
  /** How many ids each batch had. */
  batches: number[];
  loader: DataLoader<string, { kind: string; id: string }>;
}

const shelves = ["s0", "s1", "s2", "s3"].map((id) => ({ kind: "Shelf", id, wide: id === "s1" }));
const books = Array.from({ length: 9 }, (_, at) => ({
  ...{ kind: "Book", id: `b${at}`, pages: at * 100, shelfId: at % 4 === 3 ? null : `s${at % 4}` },
  tags: at % 2 === 0 ? [["a", null], [], null] : null,
}));

setResolver("Query", "shelves", (_source, { first }) => shelves.slice(0, Number(first)));
setResolver("Query", "books", () => Promise.resolve([...books, null]));
setResolver("Query", "things", () => [shelves[0], Promise.resolve(books[1]), books[2]]);
setResolver("Query", "found", (_source, { first }) =>
  [...books, ...shelves, null].slice(0, Number(first ?? 20)),
);
setResolver("Query", "shelf", (_source, { id }) => shelves.find((each) => each.id === id) ?? null);
setResolver("Query", "set", () => new Set([1, 2]));
setResolver("Shelf", "name", async ({ id }, { lang }) => `${id} ${lang}`);
setResolver("Shelf", "books", ({ id }, { first }) =>
  books.filter(({ shelfId }) => shelfId === id).slice(0, Number(first ?? 9)),
);
setResolver("Book", "name", ({ id }, { lang }) => (id === "b4" ? null : `${id} ${lang}`));
setResolver("Book", "shelf", ({ shelfId }, _args, { loader }) =>
  shelfId ? loader.load(String(shelfId)) : null,
);
setResolver("Book", "broken", ({ id }) => {
  if (id === "b5") throw new Error("broken");
  return id === "b6" ? Promise.reject(new Error("late")) : 1;
});
setResolver("Book", "must", ({ id }) => (id === "b7" ? null : 1));
for (const name of ["Thing", "Found"]) {
  const type = schema.getType(name);
  if (type && "resolveType" in type) type.resolveType = ({ kind }: { kind: string }) => kind;
}

function setResolver(
  type: string,
  field: string,
  resolve: (source: Record<string, unknown>, args: Record<string, unknown>, context: Context) => unknown,
): void {
  const found = schema.getType(type);
  const definition = isObjectType(found) ? found.getFields()[field] : undefined;
  if (!definition) throw new Error(`Expected ${type}.${field}.`);
  definition.resolve = resolve;
}

function contextOf(): Context {
  const batches: number[] = [];
  return {
    batches,
    loader: new DataLoader(async (ids) => {
      batches.push(ids.length);
      return ids.map((id) => shelves.find((each) => each.id === id) ?? new Error("none"));
    }),
  };
}

const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

/** As graphql-js answers, and as this does; the order of fields as well. */
async function both(query: string, variableValues: Record<string, unknown> = {}) {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const whole = await execute({ schema, document, variableValues, contextValue: contextOf() });
  const contextValue = contextOf();
  const data = await executeByFields({ schema, document, variableValues, contextValue });
  return { whole, data, batches: contextValue.batches };
}

describe("answers by fields what graphql-js answers by objects", () => {
  it.each<[string, string, Record<string, unknown>]>([
    ["lists in lists with arguments", "{ shelves { id name books(first: 2) { id pages } } }", {}],
    ["defaults of the schema", "{ shelves(first: 1) { name } }", {}],
    [
      "variables",
      "query($n: Int!, $lang: String) { shelves(first: $n) { name(lang: $lang) } }",
      { n: 2, lang: "en" },
    ],
    [
      "variables that were not given",
      'query($n: Int = 1, $lang: String) { shelf(id: "s0") { name(lang: $lang) books(first: $n) { id } } }',
      {},
    ],
    ["nulls, and promises among values", "{ books { id name shelf { id name } } nothing { id } }", {}],
    ["aliases, and fields selected twice", "{ books { a: id b: id shelf { id } shelf { wide } } }", {}],
    ["lists of lists of scalars", "{ books { tags } }", {}],
    [
      "interfaces",
      "{ things { __typename id name ... on Book { pages shelf { id } } ... on Shelf { wide } } }",
      {},
    ],
    ["unions in their order", "{ found { __typename ... on Shelf { id } ... on Book { bookId: id } } }", {}],
    [
      "fragments",
      "{ ...All } fragment All on Query { found { ...B ...T } } fragment B on Book { pages } fragment T on Thing { id }",
      {},
    ],
    [
      "conditions",
      "query($on: Boolean!) { books { id @include(if: $on) pages @skip(if: $on) ... @include(if: $on) { name } } }",
      { on: true },
    ],
    [
      "conditions the other way",
      "query($on: Boolean!) { books { id @include(if: $on) pages @skip(if: $on) ... @include(if: $on) { name } } }",
      { on: false },
    ],
    ["nothing", '{ shelf(id: "none") { id } }', {}],
    ["empty lists", "{ found(first: 0) { __typename } }", {}],
    ["names of what every object has", "{ constructor: books { toString: id } }", {}],
  ])("%s", async (_what, query, variables) => {
    const { whole, data } = await both(query, variables);
    expect(whole.errors).toBeUndefined();
    expect(JSON.stringify(data)).toBe(JSON.stringify(whole.data));
  });

  it("loads what all objects need in one batch", async () => {
    const { data, batches } = await both(
      "{ books { shelf { id } } more: found { ... on Book { shelf { id } } } }",
    );
    expect(plain(data).books).toHaveLength(10);
    expect(batches).toEqual([3]);
  });
});

describe("leaves to graphql-js", () => {
  it.each<[string, string, Record<string, unknown>]>([
    ["errors that are thrown, and those that come later", "{ books { broken } }", {}],
    ["nulls that may not be", "{ books { must } }", {}],
    ["variables that do not fit", "query($n: Int!) { shelves(first: $n) { id } }", { n: "many" }],
    ["lists that are none of JavaScript's", "{ set }", {}],
    ["the schema itself", "{ __schema { queryType { name } } }", {}],
    ["a name that sets what an object inherits", "{ books { __proto__: id } }", {}],
  ])("%s", async (_what, query, variables) => {
    expect((await both(query, variables)).data).toBeUndefined();
  });

  it("operations that are none, or of which there are several", async () => {
    const ask = (query: string) =>
      executeByFields({ schema, document: parse(query), contextValue: contextOf() });
    expect(await ask("mutation { a }")).toBeUndefined();
    expect(await ask("query A { books { id } } query B { books { id } }")).toBeUndefined();
  });

  it("lets no failure go by unheard", async () => {
    const unheard: unknown[] = [];
    const listen = (error: unknown) => void unheard.push(error);
    process.on("unhandledRejection", listen);
    await executeByFields({
      schema,
      document: parse("{ books { broken must shelf { id } } }"),
      contextValue: contextOf(),
    });
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off("unhandledRejection", listen);
    expect(unheard).toEqual([]);
  });
});
