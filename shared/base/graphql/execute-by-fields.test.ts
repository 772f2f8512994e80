import DataLoader from "dataloader";
import {
  buildSchema,
  execute,
  type GraphQLError,
  type GraphQLSchema,
  isObjectType,
  isScalarType,
  parse,
  validate,
} from "graphql";
import { setTogether } from "./answer-together";
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
    many: [Book]
    set: [Int!]
    strict: [Book!]
    strictest: [Book!]!
    some: [Book]
    wrong: Int
    noList: [Int]
    notEven: [Int!]
    odd: [Book]
    empty: Blank
    unknown: [Found2]
    later: [Thing]
    picky: Picky
    pickies: [Picky!]
  }
  scalar Blank
  type Picky { id: ID }
  type Odd { id: ID }
  interface Found2 { id: ID }
  type Found3 implements Found2 { id: ID }
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
setResolver("Query", "many", () => Array.from({ length: 500 }, () => books).flat());
setResolver("Query", "books", () => Promise.resolve([...books, null]));
setResolver("Query", "things", () => [shelves[0], Promise.resolve(books[1]), books[2]]);
setResolver("Query", "found", (_source, { first }) =>
  [...books, ...shelves, null].slice(0, Number(first ?? 20)),
);
setResolver("Query", "shelf", (_source, { id }) => shelves.find((each) => each.id === id) ?? null);
setResolver("Query", "set", () => new Set([1, 2]));
setResolver("Query", "strict", () => books);
setResolver("Query", "strictest", async () => books);
setResolver("Query", "some", () => [
  books[0],
  Promise.reject(new Error("gone")),
  new Error("an error"),
  null,
]);
setResolver("Query", "wrong", () => new Error("an error as a value"));
setResolver("Query", "noList", () => 5);
setResolver("Query", "notEven", () => "text");
setResolver("Query", "odd", () => [
  { ...books[0], pages: "many" },
  { ...books[1], pages: Number.NaN },
  books[2],
]);
setResolver("Query", "empty", () => "full");
setResolver("Query", "unknown", () => [{ kind: "Found3", id: 1 }]);
setResolver("Query", "later", () => [shelves[0], books[1], { kind: "late" }]);
setResolver("Query", "picky", () => ({ id: "no" }));
setResolver("Query", "pickies", () => [{ id: "yes" }, { id: "late" }, { id: "no" }]);
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
  if (type && "resolveType" in type)
    type.resolveType = ({ kind }: { kind: string }) =>
      kind === "Book" ? Promise.resolve(kind) : throwLate(kind);
}
const blank = schema.getType("Blank");
if (isScalarType(blank)) blank.serialize = () => undefined;
const picky = schema.getType("Picky");
if (isObjectType(picky)) picky.isTypeOf = ({ id }) => (id === "late" ? Promise.resolve(true) : id === "yes");

function throwLate(kind: string): string {
  if (kind === "late") throw new Error("a type that is told by nobody");
  return kind;
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
  const found = await executeByFields({ schema, document, variableValues, contextValue });
  return { whole, found, data: found?.data, batches: contextValue.batches };
}

/** Errors as clients get them, in the order of their texts: which comes first is another matter. */
const told = (errors: readonly GraphQLError[] = []) =>
  errors.map((error) => JSON.stringify(error)).toSorted();

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

describe("tells the errors that graphql-js tells, at their places", () => {
  it.each<[string, string, Record<string, unknown>]>([
    ["errors that are thrown, and those that come later", "{ books { id broken } }", {}],
    ["nulls that may not be, up to what may be null", "{ books { id must } }", {}],
    ["nulls in lists that may not have any", "{ strict { id must } books { id } }", {}],
    ["nulls up to the whole answer", "{ books { id } strictest { must } }", {}],
    ["errors of elements", "{ some { id } }", {}],
    ["errors in the place of values", "{ wrong }", {}],
    ["lists that are none", "{ noList notEven }", {}],
    ["values that their types do not know", "{ odd { pages } }", {}],
    ["values that serialize to nothing", "{ empty }", {}],
    ["objects whose type nobody knows", "{ unknown { id } }", {}],
    ["objects whose type is told later, or wrongly", "{ later { id __typename } }", {}],
    ["objects that are of another type by its own word", "{ picky { id } pickies { id } }", {}],
    [
      "arguments that are null and may not be",
      "query($n: Int = 1) { books { id } shelves(first: $n) { id } }",
      { n: null },
    ],
    [
      "conditions that are none",
      "query($on: Boolean = true) { books { shelf { id @skip(if: $on) } } }",
      { on: null },
    ],
    [
      "conditions that are none at the top",
      "query($on: Boolean = true) { set @skip(if: $on) }",
      { on: null },
    ],
    ["a Set is a list", "{ set }", {}],
    [
      "errors among more objects than are answered in one turn",
      "{ many { id pages broken must shelf { id } } }",
      {},
    ],
  ])("%s", async (_what, query, variables) => {
    const { whole, found } = await both(query, variables);
    expect(JSON.stringify(found?.data)).toBe(JSON.stringify(whole.data));
    expect(told(found?.errors)).toEqual(told(whole.errors));
    expect(found?.errors === undefined).toBe(whole.errors === undefined);
  });
});

describe("asks a field that answers together once for all objects", () => {
  const bookName = () => {
    const type = schema.getType("Book");
    const field = isObjectType(type) ? type.getFields().name : undefined;
    if (!field) throw new Error("Expected Book.name.");
    return field;
  };
  afterEach(() => {
    bookName().extensions = {};
  });
  const query = "query($lang: String) { shelves { books { id name(lang: $lang) } } books { name } }";

  it("and takes its values, nulls and errors as those of the resolver", async () => {
    const asked: number[] = [];
    const { resolve } = bookName();
    bookName().resolve = ({ id }, { lang }) => {
      if (id === "b5") throw new Error("broken");
      return id === "b4" ? null : `${id} ${lang}`;
    };
    setTogether(bookName(), (sources, { lang }) => {
      asked.push(sources.length);
      return Promise.resolve(
        sources.map((source) => {
          const { id } = source as { id: string };
          if (id === "b5") return new Error("broken");
          return id === "b4" ? undefined : `${id} ${lang}`;
        }),
      );
    });
    const { whole, found } = await both(query, { lang: "en" });
    bookName().resolve = resolve;
    expect(JSON.stringify(found?.data)).toBe(JSON.stringify(whole.data));
    expect(told(found?.errors)).toEqual(told(whole.errors));
    expect(asked.toSorted()).toEqual([7, 9]);
  });

  it.each([
    [
      "thrown",
      () => {
        throw new Error("all of them");
      },
    ],
    ["late", () => Promise.reject(new Error("all of them"))],
  ])("and tells one that is %s of each of them", async (_when, fail) => {
    setTogether(bookName(), fail);
    const { found } = await both("{ books { name } }");
    expect(found?.errors?.map(({ message, path }) => [message, path])).toEqual(
      Array.from({ length: 9 }, (_, at) => ["all of them", ["books", at, "name"]]),
    );
  });

  it("but not where it has no answer, nor of so many that the event loop would wait", async () => {
    const asked: number[] = [];
    setTogether(bookName(), (sources) => {
      asked.push(sources.length);
      return undefined;
    });
    for (const text of ["{ books { name } }", "{ many { name } }"]) {
      const { whole, data } = await both(text);
      expect(JSON.stringify(data)).toBe(JSON.stringify(whole.data));
    }
    expect(asked).toEqual([9]);
  });
});

it("lets the event loop turn while it answers many objects", async () => {
  let [turns, isDone] = [0, false];
  const turn = () => {
    turns += 1;
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  const { data } = await both("{ many { id pages } }");
  isDone = true;
  expect(plain(data).many).toHaveLength(4500);
  expect(turns).toBeGreaterThan(5);
});

describe("leaves to graphql-js", () => {
  it.each<[string, string, Record<string, unknown>]>([
    ["variables that do not fit", "query($n: Int!) { shelves(first: $n) { id } }", { n: "many" }],
    ["the schema itself", "{ __schema { queryType { name } } }", {}],
    ["a name that sets what an object inherits", "{ books { __proto__: id } }", {}],
  ])("%s", async (_what, query, variables) => {
    expect((await both(query, variables)).found).toBeUndefined();
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
