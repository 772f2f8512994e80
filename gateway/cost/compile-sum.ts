import type { JsonObject } from "../values/json";
import { amountOf } from "./amount";
import type { CostField } from "./cost-fields";
import type { Estimate } from "./estimate";

/** The cost of fields with some variables; leaves in `dearest` what costs more than what is there. */
export type Sum = (variables: JsonObject, dearest: Estimate) => number;

/*
 * A field is there `times` times, below a list of `length`. Whatever hangs on no variable costs
 * `times * (each + length * perLength)`, and is summed up when an operation is compiled: with each request it is only what
 * hangs on its variables that is gone through.
 */

/** What fields cost whatever the variables. */
interface Fixed {
  each: number;
  perLength: number;
  /** Those of them that may cost most, in their order. */
  dearest: readonly Own[];
}

/** What one of them costs without those below it. */
type Own = Omit<Fixed, "dearest"> & { path: string };

/** A field that hangs on variables, or of which some below it do. */
interface Open {
  field: CostField;
  fixed: Fixed;
  open: readonly Open[];
}

export function compileSum(fields: readonly CostField[]): Sum {
  const { fixed, open } = compileFields(fields);
  return (variables, dearest) => {
    let sum = addFixed(fixed, 1, 1, dearest);
    for (const each of open) sum += addOpen(each, 1, 1, variables, dearest);
    return sum;
  };
}

function compileFields(fields: readonly CostField[]): Pick<Open, "fixed" | "open"> {
  const fixed: Fixed[] = [];
  const open: Open[] = [];
  for (const field of fields) {
    const below = compileFields(field.children);
    const own = below.open.length === 0 ? fixedOf(field, below.fixed) : undefined;
    if (own) fixed.push(own);
    else open.push({ field, ...below });
  }
  return { fixed: join(fixed), open };
}

/** Undefined for a field that hangs on variables. */
function fixedOf(
  { path, isAsked, weight, length, sizedBy, each }: CostField,
  below: Fixed,
): Fixed | undefined {
  const needsLength = sizedBy === "itself" || below.perLength > 0;
  if (isAsked || typeof weight !== "number" || (needsLength && typeof length !== "number")) return undefined;
  const ownLength = typeof length === "number" ? length : 0;
  const objectCost = (part: Omit<Fixed, "dearest">) => part.each + ownLength * part.perLength;
  // Of the cost of each of its objects, what it is for each time that the field is there.
  const times = (cost: number) =>
    sizedBy === "parent"
      ? { each: 0, perLength: cost }
      : { each: sizedBy === "itself" ? ownLength * cost : cost, perLength: 0 };
  const [own, all] = [times(each), times(each + objectCost(below))];
  return {
    each: weight + all.each,
    perLength: all.perLength,
    dearest: dearestOf([
      { path, each: weight + own.each, perLength: own.perLength },
      ...below.dearest.map((part) => ({ path: part.path, ...times(objectCost(part)) })),
    ]),
  };
}

function join(parts: readonly Fixed[]): Fixed {
  return {
    each: parts.reduce((sum, { each }) => sum + each, 0),
    perLength: parts.reduce((sum, { perLength }) => sum + perLength, 0),
    dearest: dearestOf(parts.flatMap(({ dearest }) => dearest)),
  };
}

/** Without those that never cost more than one before them, and those that always cost less than another. */
function dearestOf(parts: readonly Own[]): Own[] {
  const largest: Own[] = [];
  for (const part of parts) {
    if (largest.some(({ each, perLength }) => each >= part.each && perLength >= part.perLength)) continue;
    for (let at = largest.length - 1; at >= 0; at--) {
      const before = largest[at];
      if (before && before.each < part.each && before.perLength <= part.perLength) largest.splice(at, 1);
    }
    largest.push(part);
  }
  return largest;
}

function addFixed(fixed: Fixed, times: number, length: number, dearest: Estimate): number {
  for (const { each, perLength, path } of fixed.dearest) {
    const own = times * (each + length * perLength);
    if (own > dearest.cost) {
      dearest.cost = own;
      dearest.most = path;
    }
  }
  return times * (fixed.each + length * fixed.perLength);
}

function addOpen(
  { field, fixed, open }: Open,
  times: number,
  parentLength: number,
  variables: JsonObject,
  dearest: Estimate,
): number {
  if (field.isAsked?.(variables) === false) return 0;
  const length = amountOf(field.length, variables);
  const objects = times * perParent(field.sizedBy, length, parentLength);
  const own = times * amountOf(field.weight, variables) + objects * field.each;
  if (own > dearest.cost) {
    dearest.cost = own;
    dearest.most = field.path;
  }
  let sum = own + addFixed(fixed, objects, length, dearest);
  for (const each of open) sum += addOpen(each, objects, length, variables, dearest);
  return sum;
}

function perParent(sizedBy: CostField["sizedBy"], length: number, parentLength: number): number {
  if (sizedBy === "nothing") return 1;
  return sizedBy === "itself" ? length : parentLength;
}
