import {
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  isIntrospectionType,
  OperationTypeNode,
} from "graphql";
import { fieldWeight, typeWeight } from "./cost-model";
import { givenWeight } from "./given-weight";
import { groupsWeight, type OfArguments } from "./list-length";

/** What there is to be paid for the parts of an operation, in objects fetched. */
export interface Prices {
  /** A field, for each object that has it. */
  ofField(definition: GraphQLField<unknown, unknown>, node: FieldNode): OfArguments;
  /** Each object or value of a type. */
  ofType(type: GraphQLNamedType): number;
  /** What a field of Query or Mutation takes beside that. */
  ofRootField(operation: OperationTypeNode): number;
}

/** A change costs more than a look. */
const mutationWeight = 10;

/** Of what subgraphs are asked for. */
export const fetchPrices: Prices = {
  ofField(definition, node) {
    const weight = fieldWeight(definition);
    const groups = groupsWeight(definition);
    const names = (node.arguments ?? []).map(({ name }) => name.value);
    const args = definition.args.filter(({ name }) => names.includes(name));
    return (values) => {
      let sum = groups ? weight + groups(values) : weight;
      for (const argument of args) sum += givenWeight(argument, values[argument.name]);
      return sum;
    };
  },
  ofType: (type) => (isIntrospectionType(type) ? 0 : typeWeight(type)),
  ofRootField: (operation) => (operation === OperationTypeNode.MUTATION ? mutationWeight : 0),
};

/** A value or object in the answer: an object takes fifty times as long to fetch as to write. */
const writtenWeight = 0.02;

/** Of what is written into the answer, under each of the client's names. */
export const writePrices: Prices = {
  ofField: () => none,
  ofType: () => writtenWeight,
  ofRootField: () => 0,
};

const none = () => 0;
