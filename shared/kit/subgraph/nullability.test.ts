import { parse, print } from "graphql";
import { withNullability } from "./nullability";

it("leaves of an entity that several sectors answer for only its id and key non-null", () => {
  const text = `
type Place @key(fields: "code") @key(fields: "city { code } number") {
  city: City!
  code: ID!
  id: ID!
  list: [Place!]!
  name: String
  number: Int!
  outer: Decimal! @external
  own(first: Int!): Place! @requires(fields: "outer") @cost(weight: 3)
}

type City @key(fields: "code") {
  code: ID!
  name: String!
}`;
  expect(print(withNullability(parse(text), new Set(["Place"])))).toBe(
    `
type Place @key(fields: "code") @key(fields: "city { code } number") {
  city: City!
  code: ID!
  id: ID!
  list: [Place!] @semanticNonNull
  name: String
  number: Int!
  outer: Decimal @external
  own(first: Int!): Place @requires(fields: "outer") @cost(weight: 3) @semanticNonNull
}

type City @key(fields: "code") {
  code: ID!
  name: String!
}`.trim(),
  );
});
