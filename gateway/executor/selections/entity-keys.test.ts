import { buildSchema } from "graphql";
import { compileKeys } from "./entity-keys";

const supergraph = buildSchema(
  `
    enum join__Graph { STOCK @join__graph(name: "stock") REVIEWS @join__graph(name: "reviews") }
    type Query { shop: Shop }
    type Shop
      @join__type(graph: STOCK, key: "id")
      @join__type(graph: STOCK, key: "city { code } number")
      @join__type(graph: REVIEWS) { id: ID }
  `,
  { assumeValidSDL: true },
);

it("are those of the subgraph that is asked, and none for what it has no entities of", () => {
  const [inStock, inReviews] = [compileKeys(supergraph, "stock"), compileKeys(supergraph, "reviews")];
  expect([inStock("Shop"), inReviews("Shop"), inStock("Query"), inStock("Nothing")]).toEqual([
    [
      [{ kind: "Field", name: "id" }],
      [
        { kind: "Field", name: "city", selections: [{ kind: "Field", name: "code" }] },
        { kind: "Field", name: "number" },
      ],
    ],
    [],
    [],
    [],
  ]);
});
