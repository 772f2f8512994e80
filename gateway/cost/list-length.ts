import type { GraphQLField } from "graphql";
import type { Clock } from "../../shared/base/clock/clock";
import type { JsonObject } from "../values/json";
import { type Amount, combine } from "./amount";
import { assumedListSize, type ListSize } from "./cost-model";
import { amountOfArguments, type GivenArguments } from "./given-arguments";
import { timeArguments, timeSteps } from "./time-steps";

/** What one group of a statistic takes to be found, in objects. */
const groupWeight = 0.4;
/** How many groups each dimension is taken for: many have three, few have a hundred, and few of all pairs are there. */
const groupsOfDimension = 10;

type Definition = GraphQLField<unknown, unknown>;

/**
 * How long a field's list is at most: as many as it is asked for by id; the largest of the arguments that say so; as many
 * as a statistic can have groups; its assumed length when nothing is said.
 */
export function lengthOf(
  definition: Definition,
  listSize: ListSize | undefined,
  given: GivenArguments,
  clock: Clock,
): Amount {
  if (hasArgument(definition, "grain"))
    return amountOfArguments(given, timeArguments, (values) => timeSteps(values, clock));
  const { assumed = assumedListSize, slicing = [] } = listSize ?? {};
  const most = hasArgument(definition, "ids") ? countOf(given, assumed) : largestOf(given, slicing, assumed);
  if (!isStatistic(definition)) return most;
  // Without a dimension it has no more groups than the time has steps.
  const groups = combine(dimensionsOf(given), stepsOf(given, clock), (dimensions, steps) =>
    dimensions === 0 ? steps : Number.POSITIVE_INFINITY,
  );
  return groups === Number.POSITIVE_INFINITY ? most : combine(most, groups, Math.min);
}

/** What the groups of a statistic take to be found, also of those that are not shown; 0 for any other field. */
export function groupsWeight(definition: Definition, given: GivenArguments, clock: Clock): Amount {
  if (!isStatistic(definition)) return 0;
  return combine(
    dimensionsOf(given),
    stepsOf(given, clock),
    (dimensions, steps) => groupsOfDimension ** dimensions * steps * groupWeight,
  );
}

/** The largest of the arguments that say how long a list is; `assumed` when none does. */
function largestOf(given: GivenArguments, slicing: readonly string[], assumed: number): Amount {
  const sizes = slicing.flatMap((name) => given.get(name) ?? []);
  const [only, ...others] = sizes;
  // Nearly all of them: needed with every request, a hundred times for a hundred lists.
  if (only && others.length === 0 && !only.isFixed)
    return (variables) => sizeOf(only.read(variables)) ?? assumed;
  const reckon = (variables: JsonObject) => {
    let largest: number | undefined;
    for (const { read } of sizes) {
      const size = sizeOf(read(variables));
      if (size !== undefined) largest = Math.max(largest ?? 0, size);
    }
    return largest ?? assumed;
  };
  return sizes.every(({ isFixed }) => isFixed) ? reckon({}) : reckon;
}

/** As many as the ids that are asked for; `assumed` when none are given. */
function countOf(given: GivenArguments, assumed: number): Amount {
  return amountOfArguments(given, ["ids"], ({ ids }) =>
    Array.isArray(ids) ? ids.length : ids ? 1 : assumed,
  );
}

function sizeOf(value: unknown): number | undefined {
  return typeof value === "number" ? Math.max(0, value) : undefined;
}

function dimensionsOf(given: GivenArguments): Amount {
  return amountOfArguments(given, ["groupBy"], ({ groupBy }) => {
    if (!Array.isArray(groupBy)) return 0;
    return groupBy.length < 2 ? groupBy.length : new Set(groupBy).size;
  });
}

function stepsOf(given: GivenArguments, clock: Clock): Amount {
  if (!given.has("timeBucket")) return 1;
  return amountOfArguments(given, timeArguments, (values) =>
    values.timeBucket ? timeSteps(values, clock) : 1,
  );
}

function isStatistic(definition: Definition): boolean {
  return hasArgument(definition, "groupBy");
}

function hasArgument({ args }: Definition, name: string): boolean {
  return args.some((each) => each.name === name);
}
