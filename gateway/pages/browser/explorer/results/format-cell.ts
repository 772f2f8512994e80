import type { Cell, Language } from "../../../../tables/table";
import type { ResultColumn } from "../../api/tables";
import { localeOf } from "../../i18n/locale-of";

/** Writes a cell as people of a language read it; exact numbers stay exact, codes stay as they are. */
export type CellFormat = (cell: Cell) => string;

/** With all digits of the year: 2/9/25 is read in three ways. */
const day = { day: "2-digit", month: "2-digit", year: "numeric" } as const;
const hour = { hour: "2-digit", minute: "2-digit" } as const;
/** Of a cell without a value. */
export const noValue = "–";

/** How the cells of a column are written. Instants are Hanoi's time. */
export function createCellFormat(
  { type, scale }: Pick<ResultColumn, "type" | "scale">,
  language: Language,
  texts: { yes: string; no: string },
): CellFormat {
  const locale = localeOf(language);
  const formats: Partial<Record<ResultColumn["type"], CellFormat>> = {
    boolean: (cell) => (cell === true ? texts.yes : texts.no),
    integer: numberFormat(new Intl.NumberFormat(locale)),
    float: numberFormat(new Intl.NumberFormat(locale, { maximumSignificantDigits: 6 })),
    decimal: numberFormat(
      new Intl.NumberFormat(locale, { minimumFractionDigits: scale ?? 0, maximumFractionDigits: 20 }),
    ),
    date: dateFormat(new Intl.DateTimeFormat(locale, { ...day, timeZone: "UTC" })),
    instant: dateFormat(new Intl.DateTimeFormat(locale, { ...day, ...hour, timeZone: "Asia/Ho_Chi_Minh" })),
  };
  const format = formats[type] ?? String;
  return (cell) => (cell === null ? noValue : format(cell));
}

/** Whether a column's cells are numbers. */
export function isNumeric({ type }: Pick<ResultColumn, "type">): boolean {
  return type === "integer" || type === "float" || type === "decimal";
}

/** A decimal comes as text, and is written digit by digit: not as the nearest binary number. */
function numberFormat(format: Intl.NumberFormat): CellFormat {
  return (cell) =>
    format.format(typeof cell === "string" ? (cell as Intl.StringNumericLiteral) : Number(cell));
}

function dateFormat(format: Intl.DateTimeFormat): CellFormat {
  return (cell) => {
    const date = new Date(String(cell));
    return Number.isNaN(date.getTime()) ? String(cell) : format.format(date);
  };
}
