import {
  type ASTVisitor,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  OperationTypeNode,
  specifiedRules,
  type ValidationContext,
  validate,
} from "graphql";
import { GraphError } from "../../shared/base/errors/graph-error";
import { literalProblems } from "../../shared/http/input/input-limits";
import { tooComplex } from "../cost/limits";
import { deferRules } from "./defer-rules";
import { SubscriptionRootRule } from "./subscription-rules";

const rules = [...specifiedRules, OperationTypeRule, ...deferRules];

/**
 * What makes a document invalid on a schema, as GRAPHQL_VALIDATION_FAILED at its locations; nothing when it is valid. Values
 * in it that are too deep or too large are BAD_USER_INPUT.
 */
export function validateDocument(schema: GraphQLSchema, document: DocumentNode): GraphError[] {
  try {
    const errors = problemsOf(schema, document).map(
      (error) => new GraphError("GRAPHQL_VALIDATION_FAILED", error.message, { at: error }),
    );
    return errors.length > 0 ? errors : literalProblems(schema, document);
  } catch (error) {
    // Some rules go by recursion.
    if (error instanceof RangeError) throw tooComplex("more levels than can be read");
    throw error;
  }
}

/** SingleFieldSubscriptionsRule of graphql-js 16 throws at a variable in what SubscriptionRootRule refuses: that comes first. */
function problemsOf(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  const isSubscription = document.definitions.some(
    (node) => node.kind === Kind.OPERATION_DEFINITION && node.operation === OperationTypeNode.SUBSCRIPTION,
  );
  const conditions = isSubscription ? validate(schema, document, [SubscriptionRootRule]) : [];
  return conditions.length > 0 ? conditions : validate(schema, document, rules);
}

/** Of an operation whose type the schema does not have, graphql-js looks at no field, and finds nothing wrong. */
function OperationTypeRule(context: ValidationContext): ASTVisitor {
  const schema = context.getSchema();
  const offered = Object.values(OperationTypeNode).filter((type) => schema.getRootType(type));
  return {
    OperationDefinition(node) {
      if (schema.getRootType(node.operation)) return;
      const message = `Expected a ${offered.join(" or a ")}, got a ${node.operation}: this graph has none.`;
      context.reportError(new GraphQLError(message, { nodes: node }));
    },
  };
}
