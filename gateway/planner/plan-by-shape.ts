import {
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";
import { createWeightedCache } from "../../shared/cache/weighted-cache";
import type { PlanNode, QueryPlan } from "./query-plan";
import type { QueryPlanner } from "./query-planner";

/** In characters of text, with what each plan costs at least. */
const maxCharacters = 1024 * 1024;
const leastCharacters = 1024;

/**
 * Plans once what differs in the literals of arguments alone: what is fetched from where does not depend on them. A
 * dashboard that writes its dates and codes into its text is planned once, and each subgraph still gets the literals as
 * the client wrote them. The planner is given a variable in the place of each.
 */
export function planByShape(planner: QueryPlanner, schema: GraphQLSchema): QueryPlanner {
  const plans = createWeightedCache<{ plan: QueryPlan }>(maxCharacters);
  return {
    plan(operation) {
      const { text, literals, mark } = shapeOf(operation, schema);
      const known = plans.get(text) ?? { plan: planner.plan(text) };
      plans.set(text, known, text.length + leastCharacters);
      return literals.length === 0 ? known.plan : fillIn(known.plan, mark, literals);
    },
  };
}

/** An operation without its literals. */
interface Shape {
  text: string;
  /** The literals by number. */
  literals: string[];
  /** What the variables in their places are called, before the number. */
  mark: string;
}

function shapeOf(operation: string, schema: GraphQLSchema): Shape {
  const [definition] = parse(operation).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION)
    throw new Error(`Expected an operation, got ${operation}.`);
  const { selectionSet, variableDefinitions = [] } = definition;
  let mark = "literal";
  while (operation.includes(`$${mark}`)) mark += "_";

  // One variable for what is equal: fields of one name and equal arguments have to stay so.
  const numbers = new Map<string, number>();
  const literals: string[] = [];
  const variables = variableDefinitions.map((node) => textOf(operation, node));
  const pieces: string[] = [];
  let done = selectionSet.loc?.start ?? 0;
  for (const { value, type } of literalsIn(selectionSet, schema.getRootType(definition.operation), schema)) {
    const literal = textOf(operation, value);
    const variableType = `${getNullableType(type)}!`;
    const key = `${variableType} ${literal}`;
    const number = numbers.get(key) ?? literals.length;
    if (number === literals.length) {
      numbers.set(key, number);
      literals.push(literal);
      variables.push(`$${mark}${number}: ${variableType}`);
    }
    pieces.push(operation.slice(done, value.loc?.start), `$${mark}${number}`);
    done = value.loc?.end ?? done;
  }
  if (literals.length === 0) return { text: operation, literals, mark };
  const body = `${pieces.join("")}${operation.slice(done)}`;
  return { text: `${definition.operation} (${variables.join(", ")}) ${body}`, literals, mark };
}

function textOf(operation: string, { loc }: { loc?: { start: number; end: number } | undefined }): string {
  return operation.slice(loc?.start, loc?.end);
}

interface Literal {
  value: ValueNode;
  /** Of the argument that it is given for. */
  type: GraphQLInputType;
}

/** The values of fields' arguments that are not null and that no variable is in, in the order of the text. */
function* literalsIn(
  { selections }: SelectionSetNode,
  parent: GraphQLNamedType | null | undefined,
  schema: GraphQLSchema,
): Generator<Literal> {
  for (const node of selections) {
    if (node.kind === Kind.INLINE_FRAGMENT) {
      const type = node.typeCondition ? schema.getType(node.typeCondition.name.value) : parent;
      yield* literalsIn(node.selectionSet, type, schema);
    } else if (node.kind === Kind.FIELD) {
      const hasFields = isObjectType(parent) || isInterfaceType(parent);
      const field = hasFields ? parent.getFields()[node.name.value] : undefined;
      for (const { name, value } of node.arguments ?? []) {
        const type = field?.args.find((argument) => argument.name === name.value)?.type;
        if (type && value.kind !== Kind.NULL && isLiteral(value)) yield { value, type };
      }
      if (node.selectionSet) yield* literalsIn(node.selectionSet, getNamedType(field?.type), schema);
    }
  }
}

function isLiteral(value: ValueNode): boolean {
  switch (value.kind) {
    case Kind.VARIABLE:
      return false;
    case Kind.LIST:
      return value.values.every(isLiteral);
    case Kind.OBJECT:
      return value.fields.every((field) => isLiteral(field.value));
    default:
      return true;
  }
}

/** The plan with the literals in the operations, and without the variables that stood for them. */
function fillIn(plan: QueryPlan, mark: string, literals: readonly string[]): QueryPlan {
  const place = new RegExp(`\\$${mark}(\\d+)(:[\\w[\\]!]+)?`, "g");
  const fill = (node: PlanNode): PlanNode => {
    switch (node.kind) {
      case "Sequence":
      case "Parallel":
        return { ...node, nodes: node.nodes.map(fill) };
      case "Condition":
        return {
          ...node,
          whenTrue: node.whenTrue && fill(node.whenTrue),
          whenFalse: node.whenFalse && fill(node.whenFalse),
        };
      default: {
        const variables = node.variables.filter((name) => !name.startsWith(mark));
        if (variables.length === node.variables.length) return node;
        const operation = node.operation
          .replace(place, (_, number, definition) => (definition ? "" : (literals[Number(number)] ?? "")))
          .replace(/^(\w+)\(\)/, "$1");
        return { ...node, operation, variables };
      }
    }
  };
  return plan && fill(plan);
}
