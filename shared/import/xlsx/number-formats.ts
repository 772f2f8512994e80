/** What a style says of a number: that it is a day or time, or with how many digits it is shown, zeros included. */
export type NumberFormat = { kind: "plain" } | { kind: "time" } | { kind: "padded"; digits: number };

const plain: NumberFormat = { kind: "plain" };
const time: NumberFormat = { kind: "time" };

/** Formats that have a number of their own and are days or times: ECMA-376 part 1, 18.8.30, also those of East Asia. */
const isBuiltInTime = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** The format of a style, by its number and the code that the workbook gives for that number, if it does. */
export function numberFormatOf(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return isBuiltInTime(id) ? time : plain;
  const [positive = ""] = code.replace(/"[^"]*"|\\.|_.|\*./g, "").split(";");
  const bare = positive.replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "");
  if (/^general$/i.test(bare)) return plain;
  if (/[dmyhs]/i.test(bare)) return time;
  return /^0{2,}$/.test(bare.trim()) ? { kind: "padded", digits: bare.trim().length } : plain;
}
