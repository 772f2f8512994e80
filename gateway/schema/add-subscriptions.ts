import { GraphQLNonNull, GraphQLObjectType, GraphQLSchema } from "graphql";

/** The field of a subscription that takes any selection of a query: a page's several root fields as one. */
export const liveField = "live";
/** The type that has it. */
export const subscriptionTypeName = "Subscription";

const description =
  "What queries ask for, sent at once and again whenever the answer changes: each field as of Query. A subscription selects one.";
const liveDescription =
  "Any fields of a query at once, for a subscription selects one field by the specification: `subscription { live { … } }`.";

/**
 * The schema with a subscription for each query. Throws where the supergraph has subscriptions of its own, or what would take
 * a name of these.
 */
export function addSubscriptions(schema: GraphQLSchema): GraphQLSchema {
  const query = schema.getQueryType();
  if (!query) throw new Error("Expected a supergraph with a query type.");
  if (schema.getSubscriptionType() ?? schema.getType(subscriptionTypeName)) {
    throw new Error(`Expected a supergraph without the type ${subscriptionTypeName}: the gateway makes it.`);
  }
  const { fields } = query.toConfig();
  if (Object.hasOwn(fields, liveField)) {
    throw new Error(`Expected a supergraph without the root field ${liveField}: the gateway makes it.`);
  }
  const live = { type: new GraphQLNonNull(query), description: liveDescription };
  const subscription = new GraphQLObjectType({
    ...{ name: subscriptionTypeName, description, fields: { [liveField]: live, ...withoutNodes(fields) } },
  });
  const config = schema.toConfig();
  return new GraphQLSchema({ ...config, subscription, types: [...config.types, subscription] });
}

type Fields = ReturnType<GraphQLObjectType["toConfig"]>["fields"];

/** What directives say of a field is found by its coordinate, which is another. */
function withoutNodes(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, { ...field, astNode: undefined }]),
  );
}

/** Whose description and labels an element has: of a subscription's field or argument the query's, of any other its own. */
export function mirroredCoordinate(coordinate: string): string {
  const [type, ...rest] = coordinate.split(".");
  if (type !== subscriptionTypeName || rest.length === 0 || rest[0] === liveField) return coordinate;
  return ["Query", ...rest].join(".");
}
