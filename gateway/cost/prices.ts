import {
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  isIntrospectionType,
  OperationTypeNode,
} from "graphql";
import type { Clock } from "../../shared/base/clock/clock";
import { type Amount, sum } from "./amount";
import { fieldWeight, typeWeight } from "./cost-model";
import type { GivenArguments } from "./given-arguments";
import { argumentAmount } from "./given-weight";
import { groupsWeight } from "./list-length";

/** A field of an operation as it stands there. */
export interface GivenField {
  definition: GraphQLField<unknown, unknown>;
  node: FieldNode;
  given: GivenArguments;
  clock: Clock;
}

/** What there is to be paid for the parts of an operation, in objects fetched. */
export interface Prices {
  /** A field, for each object that has it. */
  ofField(field: GivenField): Amount;
  /** Each object or value of a type. */
  ofType(type: GraphQLNamedType): number;
  /** What a field of Query or Mutation takes besides that. */
  ofRootField(operation: OperationTypeNode): number;
}

/** A change costs more than a look. */
const mutationWeight = 10;

/** Of what is requested of subgraphs. */
export const fetchPrices: Prices = {
  ofField({ definition, node, given, clock }) {
    const names = new Set(node.arguments?.map(({ name }) => name.value));
    const amounts = definition.args.map((argument) => {
      const value = names.has(argument.name) ? given.get(argument.name) : undefined;
      return value ? argumentAmount(argument, value) : 0;
    });
    return sum([fieldWeight(definition), groupsWeight(definition, given, clock), ...amounts]);
  },
  ofType: (type) => (isIntrospectionType(type) ? 0 : typeWeight(type)),
  ofRootField: (operation) => (operation === OperationTypeNode.MUTATION ? mutationWeight : 0),
};

/** A value or object in the answer: an object takes fifty times as long to fetch as to write. */
const writtenWeight = 0.02;

/** Of what is written into the answer, under each of the client's names. */
export const writePrices: Prices = {
  ofField: () => 0,
  ofType: () => writtenWeight,
  ofRootField: () => 0,
};
