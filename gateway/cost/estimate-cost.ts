import { isJsonObject, type JsonObject, ownValue } from "../executor/json";
import type { CostField } from "./compile-cost";

export interface Estimate {
  cost: number;
  /** The field that costs most with all below it that costs less: where to ask for less. */
  field: string | undefined;
}

/** What an operation may cost at most with these variables, as the sizes of its lists are told or assumed. */
export function estimateCost(fields: readonly CostField[], variables: JsonObject): Estimate {
  let most = 0;
  let dearest: string | undefined;
  const costOf = (field: CostField, times: number, path: string): number => {
    if (!field.isAsked(variables)) return 0;
    const here = path === "" ? field.field : `${path}.${field.field}`;
    const objects = times * field.size(variables);
    const own = times * field.weight + objects * field.each;
    const below = field.children.reduce((sum, child) => sum + costOf(child, objects, here), 0);
    if (own > most) [most, dearest] = [own, here];
    return own + below;
  };
  const cost = fields.reduce((sum, field) => sum + costOf(field, 1, ""), 0);
  return { cost, field: dearest };
}

/** What it did cost, by what came. */
export function actualCost(fields: readonly CostField[], data: JsonObject, variables: JsonObject): number {
  const costOf = (field: CostField, parent: JsonObject): number => {
    if (!field.isAsked(variables)) return 0;
    return field.weight + valueCost(field, ownValue(parent, field.responseName));
  };
  const valueCost = (field: CostField, value: unknown): number => {
    if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + valueCost(field, each), 0);
    if (value === null || value === undefined) return 0;
    if (!isJsonObject(value)) return field.each;
    return field.children.reduce((sum, child) => sum + costOf(child, value), field.each);
  };
  return fields.reduce((sum, field) => sum + costOf(field, data), 0);
}
