import {
  type DocumentNode,
  type FloatValueNode,
  GraphQLError,
  GraphQLFloat,
  type GraphQLSchema,
  getNamedType,
  type IntValueNode,
  Lexer,
  Source,
  TokenKind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { GraphError } from "../../base/errors/graph-error";

/*
 * What a client writes is walked by recursion by many: by graphql-js, by type-graphql, by filters. Three
 * thousand nested values overflow the stack of some of them, so the depth of values is bounded before, without
 * recursion. Filters have limits of their own, which say what they nest.
 */

/** How deep lists and objects of arguments may lie within one another; ten times what any filter needs. */
export const maxInputDepth = 100;

const tooDeep = `expected at most ${maxInputDepth} levels of lists and objects within one another; got more`;

/** The problem of the variables of a request; undefined when there is none. */
export function variablesProblem(variables: Readonly<Record<string, unknown>>): GraphError | undefined {
  const deep = Object.keys(variables).find((name) => isTooDeep(variables[name]));
  if (deep === undefined) return undefined;
  return new GraphError("BAD_USER_INPUT", `Variable "$${deep}": ${tooDeep}.`, { argument: [deep] });
}

function isTooDeep(value: unknown): boolean {
  if (!isContainer(value)) return false;
  let level = [value];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > maxInputDepth) return true;
    level = level.flatMap((one) => Object.values(one).filter(isContainer));
  }
  return false;
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** How many values a client may give in variables; each of some lists of a thousand, as long as a list may be. */
export const maxInputValues = 10_000;

/** Of a client's variables, before each of their values is looked at: the time that takes is the client's to choose. */
export function valuesProblem(variables: Readonly<Record<string, unknown>>): GraphError | undefined {
  let left = maxInputValues;
  const containers: object[] = [variables];
  for (const container of containers) {
    const values = Object.values(container);
    left -= values.length;
    if (left < 0) {
      const most = maxInputValues.toLocaleString("en");
      return new GraphError("BAD_USER_INPUT", `Variables: expected at most ${most} values in all; got more.`);
    }
    containers.push(...values.filter(isContainer));
  }
  return undefined;
}

/** The problem of the values of a text that cannot be read for its depth; undefined when other things are as deep. */
export function deepTextProblem(text: string): GraphError | undefined {
  const lexer = new Lexer(new Source(text));
  const opening: string[] = [TokenKind.BRACE_L, TokenKind.BRACKET_L];
  const closing: string[] = [TokenKind.BRACE_R, TokenKind.BRACKET_R];
  let depth = 0;
  let isValue = false;
  try {
    for (let { kind } = lexer.advance(); kind !== TokenKind.EOF; { kind } = lexer.advance()) {
      // Values stand in parentheses, and none stand within these.
      if (kind === TokenKind.PAREN_L || kind === TokenKind.PAREN_R) isValue = kind === TokenKind.PAREN_L;
      if (isValue) depth += Number(opening.includes(kind)) - Number(closing.includes(kind));
      if (depth > maxInputDepth) return new GraphError("BAD_USER_INPUT", `A value of the query: ${tooDeep}.`);
    }
  } catch {
    // No token: that is another fault.
  }
  return undefined;
}

/** The problems of the values in a valid document itself. */
export function literalProblems(schema: GraphQLSchema, document: DocumentNode): GraphError[] {
  const problems: GraphError[] = [];
  const types = new TypeInfo(schema);
  let depth = 0;
  const report = (message: string, node: FloatValueNode | IntValueNode | undefined) => {
    const argument = types.getArgument()?.name ?? "";
    const at = new GraphQLError(message, { nodes: node });
    problems.push(new GraphError("BAD_USER_INPUT", `${argument}: ${message}.`, { argument: [argument], at }));
  };
  // Outside of values, which have no depth, nothing is counted.
  const enter = () => {
    depth += 1;
    if (depth === maxInputDepth + 1) report(tooDeep, undefined);
  };
  const leave = () => {
    depth -= 1;
  };
  const checkNumber = (node: FloatValueNode | IntValueNode) => {
    if (getNamedType(types.getInputType()) !== schema.getType(GraphQLFloat.name)) return;
    if (Number.isFinite(Number(node.value))) return;
    const shown = node.value.length > 40 ? `one of ${node.value.length} digits` : node.value;
    report(`expected a number that a Float can hold, up to 1.7e308; got ${shown}`, node);
  };
  visit(
    document,
    visitWithTypeInfo(types, {
      ObjectValue: { enter, leave },
      ListValue: { enter, leave },
      FloatValue: checkNumber,
      IntValue: checkNumber,
    }),
  );
  return problems;
}
