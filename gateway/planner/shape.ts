import {
  type FieldNode,
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
import type { StandIn } from "./equivalent-leaves";

/** An operation without what makes no difference to its plan. */
export interface Shape {
  text: string;
  /** The literals of arguments by number; a variable stands for each. */
  literals: readonly string[];
  /** Leaves that are alike by number, as they are selected at one path; one field stands for them. */
  leaves: readonly string[];
  /** What the names of such variables, and the response names of such fields, are made of with their numbers. */
  mark: string;
}

/** Takes literals and alike leaves out of a normalised operation. */
export function shapeOf(operation: string, schema: GraphQLSchema, standIn: StandIn): Shape {
  const [definition] = parse(operation).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION)
    throw new Error(`Expected an operation, got ${operation}.`);
  const writer = new ShapeWriter(operation, schema, standIn);
  const { operation: kind, selectionSet, variableDefinitions = [] } = definition;
  const body = writer.selections(selectionSet, schema.getRootType(kind));
  const { literals, leaves, mark } = writer;
  const variables = [...variableDefinitions.map((node) => writer.textOf(node)), ...writer.variables];
  const head = variables.length === 0 ? "" : `(${variables.join(", ")}) `;
  return { text: `${kind} ${head}${body}`, literals, leaves, mark };
}

interface Located {
  loc?: { start: number; end: number } | undefined;
}

type Parent = GraphQLNamedType | null | undefined;

class ShapeWriter {
  readonly literals: string[] = [];
  readonly leaves: string[] = [];
  /** Definitions of the variables that stand for literals. */
  readonly variables: string[] = [];
  readonly mark: string;
  private readonly numbers = new Map<string, number>();

  constructor(
    private readonly operation: string,
    private readonly schema: GraphQLSchema,
    private readonly standIn: StandIn,
  ) {
    let mark = "shape";
    while (operation.includes(mark)) mark += "_";
    this.mark = mark;
  }

  textOf({ loc }: Located, end = loc?.end): string {
    return this.operation.slice(loc?.start, end);
  }

  /** What stands for alike leaves comes last, so that its position is the same whichever are selected. */
  selections({ selections }: SelectionSetNode, parent: Parent): string {
    const texts: string[] = [];
    const alike = new Map<string, string[]>();
    for (const node of selections) {
      const stand = node.kind === Kind.FIELD ? this.standInOf(node, parent) : undefined;
      if (stand !== undefined) {
        alike.set(stand, [...(alike.get(stand) ?? []), this.textOf(node)]);
      } else if (node.kind === Kind.FIELD) {
        texts.push(this.field(node, parent));
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        const type = node.typeCondition ? this.schema.getType(node.typeCondition.name.value) : parent;
        const head = this.textOf(node, node.selectionSet.loc?.start);
        texts.push(head + this.selections(node.selectionSet, type));
      }
    }
    const ranked = [...alike].sort(([left], [right]) => (left < right ? -1 : 1));
    const stands = ranked.map(([stand, selected]) => {
      const number = this.leaves.push(selected.join(" ")) - 1;
      return `${this.mark}${number}: ${stand}`;
    });
    return `{${[...texts, ...stands].join(" ")}}`;
  }

  private standInOf(
    { name, arguments: given, directives, selectionSet }: FieldNode,
    parent: Parent,
  ): string | undefined {
    if (!isObjectType(parent) || selectionSet || given?.length || directives?.length) return undefined;
    return this.standIn(parent.name, name.value);
  }

  private field(node: FieldNode, parent: Parent): string {
    const hasFields = isObjectType(parent) || isInterfaceType(parent);
    const field = hasFields ? parent.getFields()[node.name.value] : undefined;
    const pieces: string[] = [];
    let done = node.loc?.start;
    for (const { name, value } of node.arguments ?? []) {
      const type = field?.args.find((argument) => argument.name === name.value)?.type;
      if (!type || value.kind === Kind.NULL || !isLiteral(value)) continue;
      pieces.push(this.operation.slice(done, value.loc?.start), this.variableFor(value, type));
      done = value.loc?.end;
    }
    pieces.push(this.operation.slice(done, node.selectionSet?.loc?.start ?? node.loc?.end));
    if (node.selectionSet) pieces.push(this.selections(node.selectionSet, getNamedType(field?.type)));
    return pieces.join("");
  }

  /** One variable for what is equal: fields of one name and equal arguments have to stay so. */
  private variableFor(value: ValueNode, type: GraphQLInputType): string {
    const literal = this.textOf(value);
    const variableType = `${getNullableType(type)}!`;
    const key = `${variableType} ${literal}`;
    const number = this.numbers.get(key) ?? this.literals.length;
    const variable = `$${this.mark}${number}`;
    if (number === this.literals.length) {
      this.numbers.set(key, number);
      this.literals.push(literal);
      this.variables.push(`${variable}: ${variableType}`);
    }
    return variable;
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
