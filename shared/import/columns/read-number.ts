import type { CellType } from "../row/file-row";

/** A number as people write it, as digits with a point. */
export interface ReadNumber {
  digits: string;
  /** How it was written, where that is not as a program writes numbers. */
  because?: string;
  hasDecimalComma?: boolean;
  /** What it is where its only point separates thousands: 1.243. */
  thousands?: string;
}

const plain = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const onePoint = /^-?[1-9]\d{0,2}\.\d{3}$/;
const decimalComma = /^(-?(?:0|[1-9]\d*)),(\d+)$/;
const groups =
  /^-?[1-9]\d{0,2}(?:\.\d{3})(?:\.\d{3})+$|^-?[1-9]\d{0,2}(?:,\d{3})(?:,\d{3})+$|^-?[1-9]\d{0,2}(?:[ ']\d{3})+$/;
const groupsAndDecimals =
  /^(-?[1-9]\d{0,2}(?:\.\d{3})+),(\d+)$|^(-?[1-9]\d{0,2}(?:,\d{3})+)\.(\d+)$|^(-?[1-9]\d{0,2}(?: \d{3})+)[.,](\d+)$/;

/**
 * Reads a number in the ways of offices: 1.500.000 and 1 500 000, 24,5 and 1.234,5. Undefined for what is none, and
 * "comma" for 1,243, which is a number with decimals to one reader and a thousand to another. `isWhole` where the column
 * has no decimals: then 1.243 can only be a thousand, and 24,0 is 24.
 */
export function readNumber(
  cell: string,
  { isWhole, type }: { isWhole: boolean; type?: CellType | undefined },
): ReadNumber | "comma" | undefined {
  if (type === "number") return plain.test(cell) ? { digits: cell } : undefined;
  const bare = cell.replace(/^[\u2212\u2013](?=\d)/, "-").replace(/ ?(?:đồng|vnđ|vnd|đ|₫)$/i, "");
  const read = readBare(bare, isWhole);
  if (typeof read !== "object" || bare === cell) return read;
  return { ...read, because: read.because ?? "a number with its unit" };
}

function readBare(bare: string, isWhole: boolean): ReadNumber | "comma" | undefined {
  if (onePoint.test(bare)) {
    const thousands = bare.replace(".", "");
    return isWhole ? { digits: thousands, because: separated } : { digits: bare, thousands };
  }
  if (plain.test(bare)) {
    return isWhole && /\.0+$/.test(bare)
      ? { digits: bare.replace(/\.0+$/, ""), because: "a whole number with decimals of zero" }
      : { digits: bare };
  }
  const [, whole, decimals = ""] = decimalComma.exec(bare) ?? [];
  if (whole !== undefined) {
    if (decimals.length === 3 && /^-?[1-9]\d{0,2}$/.test(whole)) {
      return isWhole ? { digits: whole + decimals, because: separated } : "comma";
    }
    if (isWhole && /^0+$/.test(decimals)) {
      return { digits: whole, because: "a whole number with decimals of zero", hasDecimalComma: true };
    }
    return { digits: `${whole}.${decimals}`, because: "a decimal comma", hasDecimalComma: true };
  }
  if (groups.test(bare)) return { digits: bare.replace(/[., ']/g, ""), because: separated };
  const parts = groupsAndDecimals.exec(bare);
  if (!parts) return undefined;
  const digits = (parts[1] ?? parts[3] ?? parts[5] ?? "").replace(/[., ]/g, "");
  const fraction = parts[2] ?? parts[4] ?? parts[6] ?? "";
  const hasDecimalComma = parts[4] === undefined && bare.includes(",");
  if (isWhole && /^0+$/.test(fraction)) return { digits, because: separated, hasDecimalComma };
  return { digits: `${digits}.${fraction}`, because: separated, hasDecimalComma };
}

const separated = "separators of thousands";
