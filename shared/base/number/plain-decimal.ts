/** A number without an exponent: 0.0000001, not 1e-7. */
export function plainDecimal(number: number): string {
  const text = String(number);
  if (!text.includes("e")) return text;
  const [digits = "", exponent] = text.split("e");
  const [whole = "", fraction = ""] = digits.replace("-", "").split(".");
  const point = whole.length + Number(exponent);
  const all = whole + fraction;
  const plain = point <= 0 ? `0.${"0".repeat(-point)}${all}` : all.padEnd(point, "0");
  return number < 0 ? `-${plain}` : plain;
}
