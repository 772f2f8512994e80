import { type GraphQLSchema, isScalarType } from "graphql";
import {
  dateScalar,
  dateTimeScalar,
  decimalScalar,
  monthScalar,
  weekScalar,
} from "../../shared/base/graphql/scalars";

const scalars = [dateScalar, dateTimeScalar, decimalScalar, monthScalar, weekScalar];

/**
 * Makes the schema refuse values that the kit's scalars do not allow. A supergraph knows of a scalar but
 * its name, so the gateway would let `2025-02-30` through validation and leave it to a subgraph, after
 * fetching from others. Patched in place: the gateway and Apollo Server share the schema's types.
 */
export function checkScalars(schema: GraphQLSchema): void {
  for (const { name, parseValue, parseLiteral } of scalars) {
    const type = schema.getType(name);
    if (isScalarType(type)) Object.assign(type, { parseValue, parseLiteral });
  }
}
