interface Range {
  type: string;
  subtype: string;
  quality: number;
}

/**
 * The media type that an `Accept` prefers of those that there are (RFC 9110, 12.5.1): of each the quality of the most
 * specific range that it is in, and of equal ones the first in `offered`. An empty Accept, or none, takes anything.
 * Undefined where none is acceptable. Ranges that cannot be read are passed over, and parameters but `q` do not count.
 */
export function chooseType(accept: string, offered: readonly string[]): string | undefined {
  if (accept.trim() === "") return offered[0];
  const ranges = accept.split(",").flatMap(readRange);
  let best: { type: string; quality: number } | undefined;
  for (const type of offered) {
    const quality = qualityOf(type, ranges);
    if (quality > (best?.quality ?? 0)) best = { type, quality };
  }
  return best?.type;
}

function qualityOf(offered: string, ranges: readonly Range[]): number {
  const [type, subtype] = offered.split("/");
  const fitting = ranges.flatMap((range) => {
    if (range.type === type && range.subtype === subtype) return { specific: 2, quality: range.quality };
    if (range.type === type && range.subtype === "*") return { specific: 1, quality: range.quality };
    return range.type === "*" && range.subtype === "*" ? { specific: 0, quality: range.quality } : [];
  });
  const [most] = fitting.toSorted((a, b) => b.specific - a.specific);
  return most?.quality ?? 0;
}

function readRange(text: string): Range[] {
  const [range = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const [type = "", subtype = "", more] = range.split("/");
  if (type === "" || subtype === "" || more !== undefined) return [];
  const q = parameters
    .find((parameter) => /^q\s*=/.test(parameter))
    ?.split("=")[1]
    ?.trim();
  if (q === undefined) return [{ type, subtype, quality: 1 }];
  return /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(q) ? [{ type, subtype, quality: Number(q) }] : [];
}
