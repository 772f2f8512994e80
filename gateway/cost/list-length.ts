import type { FieldNode, GraphQLField } from "graphql";
import type { JsonObject } from "../executor/json";
import { assumedListSize, type ListSize } from "./cost-model";
import { type Read, readerOf } from "./read-value";
import { timeSteps } from "./time-steps";

/** What one group of a statistic takes to be found, in objects. */
const groupWeight = 0.4;
/** How many groups each dimension is taken for: many have three, few have a hundred, and few of all pairs are there. */
const groupsOfDimension = 10;

/** What a field's arguments come to, by their values. */
export type OfArguments = (values: JsonObject) => number;

/** The arguments of a field as an operation gives them, defaults of the schema included. */
export function givenOf({ args }: GraphQLField<unknown, unknown>, node: FieldNode): Read<JsonObject> {
  const given = (node.arguments ?? []).map(({ name, value }) => [name.value, readerOf(value)] as const);
  const defaults: JsonObject = {};
  for (const { name, defaultValue } of args) if (defaultValue !== undefined) defaults[name] = defaultValue;
  return (variables) => {
    const values = { ...defaults };
    for (const [name, read] of given) values[name] = read(variables) ?? values[name];
    return values;
  };
}

/**
 * How long a field's list is at most: the largest of the arguments that say so; as many as a statistic can have groups;
 * its assumed length when nothing is said.
 */
export function lengthOf(
  definition: GraphQLField<unknown, unknown>,
  listSize: ListSize | undefined,
): OfArguments {
  const { assumed = assumedListSize, slicing = [] } = listSize ?? {};
  const [isStatistic, isSeries] = [hasArgument(definition, "groupBy"), hasArgument(definition, "grain")];
  return (values) => {
    if (isSeries) return timeSteps(values);
    let told: number | undefined;
    for (const name of slicing) {
      const value = values[name];
      if (typeof value === "number") told = Math.max(told ?? 0, value);
    }
    const most = told ?? assumed;
    return isStatistic && dimensionsOf(values) === 0 ? Math.min(most, stepsOf(values)) : most;
  };
}

/** What the groups of a statistic take to be found, also of those that are not told; 0 for any other field. */
export function groupsWeight(definition: GraphQLField<unknown, unknown>): OfArguments | undefined {
  if (!hasArgument(definition, "groupBy")) return undefined;
  return (values) => groupsOfDimension ** dimensionsOf(values) * stepsOf(values) * groupWeight;
}

function dimensionsOf({ groupBy }: JsonObject): number {
  if (!Array.isArray(groupBy)) return 0;
  return groupBy.length < 2 ? groupBy.length : new Set(groupBy).size;
}

function stepsOf(values: JsonObject): number {
  return values.timeBucket ? timeSteps(values) : 1;
}

function hasArgument({ args }: GraphQLField<unknown, unknown>, name: string): boolean {
  return args.some((each) => each.name === name);
}
