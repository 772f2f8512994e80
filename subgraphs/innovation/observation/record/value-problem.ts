import { shareProblem } from "../../../../shared/base/number/share-problem";
import type { Indicator } from "../../indicator/indicator";

/** The largest value of a unit. Ranks are among provinces, countries or cities, of which none ranks a thousand. */
const largest: Record<string, bigint> = { rank: 1_000n, VND: 10n ** 17n };
/** Of everything that is counted: the city has not ten million people, and not a billion transactions a year. */
const largestCount = 10n ** 11n;
const mostDecimals = 12;

/**
 * The problem of a value of an indicator, as `expected …; got …`; undefined when there is none. A rank is a
 * whole number from 1 on, nothing that is counted or paid is below 0, and nothing is more than its unit can be.
 */
export function valueProblem(value: string, { unit }: Pick<Indicator, "unit">): string | undefined {
  const [whole = "", decimals = ""] = value.replace(/^[-+]/, "").split(".");
  if (decimals.replace(/0+$/, "").length > mostDecimals)
    return `expected at most ${mostDecimals} digits after the point; got ${decimals.length}.`;
  if (unit === "ratio") return shareProblem(value);
  const most = largest[unit] ?? largestCount;
  // So many digits are too large whatever they are, and nobody has to read them.
  const isTooLarge = whole.replace(/^0+/, "").length > 20 || BigInt(whole || "0") > most;
  if (isTooLarge)
    return `expected at most ${most} of the unit ${unit}; got a number of ${whole.length} digits.`;
  if (unit === "rank") {
    return /^0*[1-9]\d*(\.0+)?$/.test(value)
      ? undefined
      : `expected a rank, a whole number from 1 on; got ${value}.`;
  }
  return value.startsWith("-") && /[1-9]/.test(value)
    ? `expected a number of ${unit} of at least 0; got ${value}.`
    : undefined;
}
