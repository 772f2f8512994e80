import "reflect-metadata";
import { type GraphQLSchema, graphql, parse, print } from "graphql";
import { Arg, Directive, Field, ID, ObjectType, Query, Resolver } from "type-graphql";
import { buildFederatedSchema, printSubgraph } from "./build-schema";
import { defineSubgraph, type Reference } from "./define-subgraph";
import { keyFromGlobalId } from "./global-key";
import { withNodes } from "./nodes";

@Directive('@key(fields: "code")')
@ObjectType({ description: "A place." })
class Place {
  @Field(() => ID, { description: "Its code." })
  code!: string;
}

@Directive('@key(fields: "id")')
@ObjectType({ description: "A thing." })
class Thing {
  @Field(() => ID, { description: "Number of its row." })
  id!: string;

  @Field(() => Place, { description: "Where it is." })
  place!: Place;
}

const things = new Map([["7", { id: "7", place: { code: "12/QĐ" } }]]);

@Resolver()
class ThingResolver {
  @Query(() => Thing, { nullable: true, description: "One thing." })
  thing(@Arg("id", () => ID, { description: "Its id." }) id: string): Thing | undefined {
    return things.get(keyFromGlobalId("Thing", id, ["id"]));
  }
}

/** What references were resolved, as the subgraph sees them. */
const seen: unknown[] = [];

const home: Reference = {
  isHome: true,
  resolve: async (reference) => {
    seen.push(reference);
    return things.get(String(reference.id)) ?? null;
  },
};

const subgraph = defineSubgraph({
  ...{ directory: "/subgraphs/things", entities: [], migrations: [], seeds: [], resolvers: [ThingResolver] },
  references: {
    Thing: home,
    Place: { isHome: true, resolve: async ({ code }) => ({ code }) },
  },
});

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildFederatedSchema(subgraph);
});

async function ask(source: string) {
  const { data, errors = [] } = await graphql({ schema, source });
  return {
    data: JSON.parse(JSON.stringify(data)),
    errors: errors.map(({ message, path, extensions }) => ({ message, path, code: extensions.code })),
  };
}

it("answer with their type and key, whichever that is", async () => {
  expect(await ask('{ thing(id: "Thing:7") { id place { id code } } }')).toEqual({
    data: { thing: { id: "Thing:7", place: { id: "Place:12%2FQ%C4%90", code: "12/QĐ" } } },
    errors: [],
  });
});

it("are referred to by their ids, which their subgraph sees as its own", async () => {
  seen.length = 0;
  const { data, errors } = await ask(`{ _entities(representations: [
    { __typename: "Thing", id: "Thing:7", more: 1 }, { __typename: "Thing", id: "Thing:8" }
    { __typename: "Thing", id: "7" }, { __typename: "Place", code: "Place:1" }
  ]) { __typename ... on Thing { id } ... on Place { id code } } }`);
  expect({ data, errors, seen }).toEqual({
    data: {
      _entities: [
        { __typename: "Thing", id: "Thing:7" },
        null,
        null,
        { __typename: "Place", id: "Place:Place%3A1", code: "Place:1" },
      ],
    },
    errors: [
      {
        message:
          'id: expected the id of a Thing, e.g. Thing:184467; got the number "7" alone (did you mean "Thing:7"?).',
        ...{ path: ["_entities", 2], code: "BAD_USER_INPUT" },
      },
    ],
    seen: [
      { __typename: "Thing", id: "7", more: 1 },
      { __typename: "Thing", id: "8" },
    ],
  });
});

it("stand in the schema under one interface, in its order", async () => {
  const text = await printSubgraph(subgraph);
  const types = parse(text).definitions.flatMap((one) =>
    "name" in one && /^(Node|Place|Thing)$/.test(one.name?.value ?? "") ? [print(one)] : [],
  );
  const id = `"""
  Its id in the whole graph, for \`node\`: the type and the key, e.g. Organization:SKHCN. To be compared and sent back, not taken apart.
  """`;
  expect(types).toEqual([
    `"""What has an id of its own in the whole graph."""\ninterface Node {\n  ${id}\n  id: ID!\n}`,
    `"""A place."""\ntype Place implements Node @key(fields: "code") {\n  """Its code."""\n  code: ID!\n  ${id}\n  id: ID! @shareable\n}`,
    `"""A thing."""\ntype Thing implements Node @key(fields: "id") {\n  ${id}\n  id: ID!\n  """Where it is."""\n  place: Place!\n}`,
  ]);
});

it("are no types with other keys, and none that have an id besides their code", () => {
  const figure = 'type Figure @key(fields: "unit period") {\n  unit: ID!\n  period: ID!\n}';
  expect(print(withNodes(parse(figure)))).toBe(figure);
  const both = parse('type Both @key(fields: "code") { code: ID! id: ID! }');
  expect(() => withNodes(both)).toThrow("Expected Both.id to be its key, or not there; its key is code.");
});
