/**
 * What is wrong with a decimal as a share, as `expected …; got …`; undefined when nothing is. A share is 0 to 1: 85.89
 * is most likely a percentage, and the message says what to write instead.
 */
export function shareProblem(value: string): string | undefined {
  const problem = `expected a share from 0 to 1; got ${value}.`;
  const [whole = "", fraction = ""] = value.split(".");
  if (value.startsWith("-")) return /[1-9]/.test(value) ? problem : undefined;
  const units = BigInt(whole);
  if (units === 0n || (units === 1n && /^0*$/.test(fraction))) return undefined;
  const isPercentage = units < 100n || (units === 100n && /^0*$/.test(fraction));
  return isPercentage
    ? `${problem} If ${value} is in per cent, write ${hundredth(units, fraction)}.`
    : problem;
}

/** A hundredth of a decimal, exactly and without trailing zeros. */
function hundredth(units: bigint, fraction: string): string {
  const digits = String(units).padStart(3, "0");
  const rest = `${digits.slice(-2)}${fraction}`.replace(/0+$/, "");
  return rest === "" ? digits.slice(0, -2) : `${digits.slice(0, -2)}.${rest}`;
}
