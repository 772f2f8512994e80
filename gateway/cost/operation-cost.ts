import {
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
} from "graphql";
import type { Clock } from "../../shared/base/clock/clock";
import { lazily } from "../../shared/base/function/lazily";
import { isJsonObject, type JsonObject, ownValue } from "../values/json";
import { amountOf } from "./amount";
import { compileSum, type Sum } from "./compile-sum";
import { type CostField, compileCostFields } from "./cost-fields";
import type { Estimate } from "./estimate";
import { fetchPrices, writePrices } from "./prices";

/** What one operation costs, as a function of its variables. Operations that are fetched alike share `fetched`. */
export interface OperationCost {
  /** At most, as the sizes of its lists are given or assumed. Of variables as they were coerced. */
  estimate(variables: JsonObject): Estimate;
  /** By what came: what was fetched, and the answer's data. */
  actual(fetched: JsonObject, data: unknown, variables: JsonObject): number;
}

/** What a text costs to read, check and plan, for each of its fields and fragments, in objects fetched. */
export const selectionCost = 4;

/** What an operation costs as a text, whatever it selects. */
export function textCost(selections: number): Estimate {
  const most = `its text of ${selections.toLocaleString("en")} fields and fragments`;
  return { cost: selections * selectionCost, most };
}

/** What all operations that are fetched alike have in common. */
export interface FetchCost {
  fields: readonly CostField[];
  sum: Sum;
  /** Of the answer to an operation that selects each field once, under whatever name. */
  sumOfWritten(): Sum;
}

/** What the fields cost that are fetched for a normalised operation. */
export function compileFetchCost(schema: GraphQLSchema, text: string, clock: Clock): FetchCost {
  const [definition] = parse(text, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error("Expected an operation.");
  const options = { schema, definition, fragments: new Map(), clock };
  const fields = compileCostFields({ ...options, prices: fetchPrices });
  return {
    ...{ fields, sum: compileSum(fields) },
    sumOfWritten: lazily(() => compileSum(compileCostFields({ ...options, prices: writePrices }))),
  };
}

/** Of an operation that fetches nothing. */
export const nothingFetched: FetchCost = { fields: [], sum: () => 0, sumOfWritten: () => () => 0 };

export interface OperationCostOptions {
  /** The supergraph's, which has the directives. */
  schema: GraphQLSchema;
  /** What is fetched, from `compileFetchCost`. */
  fetched: FetchCost;
  /** The client's operation. */
  definition: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** How many fields and fragments it unfolds to. */
  selections: number;
  /** Whether it selects each of the fetched fields once, and no others. */
  isPlain: boolean;
  clock: Clock;
}

/** A field is fetched once whatever its aliases, and written once for each; its text is read once. */
export function compileOperationCost(options: OperationCostOptions): OperationCost {
  const { schema, fetched, definition, fragments, selections, isPlain, clock } = options;
  const written = lazily(() =>
    compileCostFields({ schema, definition, fragments, prices: writePrices, clock }),
  );
  const sumOfWritten = isPlain ? fetched.sumOfWritten() : compileSum(written());
  const text = textCost(selections);
  const reckon = (variables: JsonObject): Estimate => {
    const dearest = { ...text };
    const cost = text.cost + fetched.sum(variables, dearest) + sumOfWritten(variables, dearest);
    return { cost, most: dearest.most };
  };
  const fixed = definition.variableDefinitions?.length ? undefined : reckon({});
  return {
    estimate: fixed ? () => fixed : reckon,
    actual: (objects, data, variables) =>
      text.cost + actualOf(fetched.fields, objects, variables) + actualOf(written(), data, variables),
  };
}

function actualOf(fields: readonly CostField[], data: unknown, variables: JsonObject): number {
  const valueCost = (field: CostField, value: unknown): number => {
    if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + valueCost(field, each), 0);
    if (value === null || value === undefined) return 0;
    return field.each + actualOf(field.children, value, variables);
  };
  if (!isJsonObject(data)) return 0;
  return fields.reduce((sum, field) => {
    if (field.isAsked?.(variables) === false) return sum;
    return sum + amountOf(field.weight, variables) + valueCost(field, ownValue(data, field.responseName));
  }, 0);
}
