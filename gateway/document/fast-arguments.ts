import {
  type ArgumentNode,
  type GraphQLArgument,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLLeafType,
  type GraphQLSchema,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  isTypeSubTypeOf,
  Kind,
  type ObjectValueNode,
  typeFromAST,
  type ValueNode,
  type VariableDefinitionNode,
} from "graphql";

/** The arguments of one operation, as far as they are plainly valid; see `isPlainlyValid`. */
export interface FastArguments {
  /** Whether these are given where those are expected. */
  fit(given: readonly ArgumentNode[] | undefined, expected: readonly GraphQLArgument[]): boolean;
  /** Whether each of the operation's variables was in an argument that fitted. */
  useAllVariables(): boolean;
}

interface Variable {
  type: GraphQLInputType;
  isNullableWithDefault: boolean;
}

/** Values that lie deeper within one another are left to graphql-js. */
const maxValueDepth = 20;

/** Undefined when the variables themselves are not plainly valid. */
export function createFastArguments(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): FastArguments | undefined {
  const variables = new Map<string, Variable>();
  const used = new Set<string>();

  const fits = (value: ValueNode, type: GraphQLInputType, depth = 0): boolean => {
    if (depth > maxValueDepth) return false;
    if (value.kind === Kind.VARIABLE) return variableFits(value.name.value, type);
    if (isNonNullType(type)) return value.kind !== Kind.NULL && fits(value, type.ofType, depth);
    if (value.kind === Kind.NULL) return true;
    if (isListType(type)) {
      return value.kind === Kind.LIST
        ? value.values.every((each) => fits(each, type.ofType, depth + 1))
        : fits(value, type.ofType, depth);
    }
    if (isInputObjectType(type)) return value.kind === Kind.OBJECT && objectFits(value, type, depth + 1);
    return value.kind !== Kind.LIST && value.kind !== Kind.OBJECT && leafFits(value, type);
  };
  const variableFits = (name: string, type: GraphQLInputType): boolean => {
    const variable = variables.get(name);
    if (!variable) return false;
    used.add(name);
    const expected = variable.isNullableWithDefault && isNonNullType(type) ? type.ofType : type;
    return isTypeSubTypeOf(schema, variable.type, expected);
  };
  const objectFits = ({ fields }: ObjectValueNode, type: GraphQLInputObjectType, depth: number): boolean => {
    if (type.isOneOf) return false;
    let found = 0;
    for (const expected of Object.values(type.getFields())) {
      const field = fields.find(({ name }) => name.value === expected.name);
      if (field) found++;
      if (field ? !fits(field.value, expected.type, depth) : isRequiredInputField(expected)) return false;
    }
    return found === fields.length;
  };

  for (const { variable, type: written, defaultValue, directives } of definitions) {
    const type = typeFromAST(schema, written);
    const isPlain = isInputType(type) && !directives?.length && !variables.has(variable.name.value);
    if (!isPlain || (defaultValue && !fits(defaultValue, type))) return undefined;
    const hasDefault = defaultValue !== undefined && defaultValue.kind !== Kind.NULL;
    variables.set(variable.name.value, {
      type,
      isNullableWithDefault: hasDefault && !isNonNullType(type),
    });
  }
  return {
    fit(given = [], expected) {
      let found = 0;
      for (const argument of expected) {
        const node = given.find(({ name }) => name.value === argument.name);
        if (node) found++;
        if (node ? !fits(node.value, argument.type) : isRequiredArgument(argument)) return false;
      }
      // One that is unknown, or there twice, was not found.
      return found === given.length;
    },
    useAllVariables: () => used.size === variables.size,
  };
}

function leafFits(value: ValueNode, type: GraphQLLeafType): boolean {
  try {
    const read = type.parseLiteral(value, undefined);
    // A number that no Float can hold is read as infinite.
    return read !== undefined && (typeof read !== "number" || Number.isFinite(read));
  } catch {
    // What is wrong with it, graphql-js will say.
    return false;
  }
}
