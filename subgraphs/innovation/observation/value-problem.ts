import { shareProblem } from "../../../shared/number/share-problem";
import type { Indicator } from "../indicator/indicator";

/**
 * What is wrong with a value of an indicator, as `expected …; got …`; undefined when nothing is. A rank is a
 * whole number from 1 on, and nothing that is counted or paid is below 0.
 */
export function valueProblem(value: string, { unit }: Pick<Indicator, "unit">): string | undefined {
  if (unit === "ratio") return shareProblem(value);
  if (unit === "rank") {
    return /^0*[1-9]\d*(\.0+)?$/.test(value)
      ? undefined
      : `expected a rank, a whole number from 1 on; got ${value}.`;
  }
  return value.startsWith("-") && /[1-9]/.test(value)
    ? `expected a number of ${unit} of at least 0; got ${value}.`
    : undefined;
}
