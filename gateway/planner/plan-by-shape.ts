import { type FieldNode, Kind, parse, type SelectionSetNode, type ValueNode } from "graphql";
import { createWeightedCache } from "../../shared/cache/weighted-cache";
import type { PlanNode, QueryPlan } from "./query-plan";
import type { QueryPlanner } from "./query-planner";

/** In characters of text, with what each plan costs at least. */
const maxCharacters = 1024 * 1024;
const leastCharacters = 1024;

/**
 * Plans once what differs in the literals of arguments alone: what is fetched from where does not depend on them. A
 * dashboard that writes its dates and codes into its text is planned once, and each subgraph still gets the literals as
 * the client wrote them.
 *
 * The planner is given an operation with a variable in the place of each literal. The variables are of no type that the
 * arguments would take, so it must not validate.
 */
export function planByShape(planner: QueryPlanner): QueryPlanner {
  const plans = createWeightedCache<{ plan: QueryPlan }>(maxCharacters);
  return {
    plan(operation) {
      const { text, literals, mark } = shapeOf(operation);
      const known = plans.get(text) ?? { plan: planner.plan(text) };
      plans.set(text, known, text.length + leastCharacters);
      return literals.length === 0 ? known.plan : fillIn(known.plan, mark, literals);
    },
  };
}

/** An operation without its literals. */
interface Shape {
  text: string;
  /** The literals by number, each once. */
  literals: string[];
  /** What the variables in their places are called, before the number. */
  mark: string;
}

function shapeOf(operation: string): Shape {
  const [definition] = parse(operation).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION)
    throw new Error(`Expected an operation, got ${operation}.`);
  let mark = "literal";
  while (operation.includes(`$${mark}`)) mark += "_";

  const numbers = new Map<string, number>();
  const pieces: string[] = [];
  let done = definition.selectionSet.loc?.start ?? 0;
  for (const { loc } of literalsIn(definition.selectionSet)) {
    if (!loc) continue;
    const literal = operation.slice(loc.start, loc.end);
    const number = numbers.get(literal) ?? numbers.size;
    numbers.set(literal, number);
    pieces.push(operation.slice(done, loc.start), `$${mark}${number}`);
    done = loc.end;
  }
  if (numbers.size === 0) return { text: operation, literals: [], mark };
  pieces.push(operation.slice(done));
  const variables = (definition.variableDefinitions ?? []).map(({ loc }) =>
    operation.slice(loc?.start, loc?.end),
  );
  for (const number of numbers.values()) variables.push(`$${mark}${number}: String`);
  return {
    text: `${definition.operation} (${variables.join(" ")}) ${pieces.join("")}`,
    literals: [...numbers.keys()],
    mark,
  };
}

/** The values of fields' arguments that no variable is in, in the order of the text. */
function* literalsIn({ selections }: SelectionSetNode): Generator<ValueNode> {
  for (const node of selections) {
    if (node.kind === Kind.FIELD) yield* literalsOf(node);
    if (node.kind !== Kind.FRAGMENT_SPREAD && node.selectionSet) yield* literalsIn(node.selectionSet);
  }
}

function literalsOf({ arguments: given = [] }: FieldNode): ValueNode[] {
  return given.map(({ value }) => value).filter(isLiteral);
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
  const place = new RegExp(`\\$${mark}(\\d+)(:String)?`, "g");
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
          .replace(place, (_, number, isDefinition) => (isDefinition ? "" : (literals[Number(number)] ?? "")))
          .replace(/^(\w+)\(\)/, "$1");
        return { ...node, operation, variables };
      }
    }
  };
  return plan && fill(plan);
}
