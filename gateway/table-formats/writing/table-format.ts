import type { Language, TableAnswer } from "../../tables/table";

export const formatNames = ["csv", "xlsx", "ndjson", "json", "parquet", "arrow"] as const;
export type FormatName = (typeof formatNames)[number];

export const locales = ["vi", "en"] as const;
/** How numbers and days are written where a format leaves that open: as in Viet Nam, or as programs expect. */
export type Locale = (typeof locales)[number];

export interface FormatOptions {
  /** Of the sentences that a format adds itself; names of columns come in it already. */
  language: Language;
  /** `vi`: semicolon and decimal comma in CSV, days as 14/11/2025 in XLSX. */
  locale: Locale;
  /** What the file is about; stands in its notes. */
  title: string;
}

/** How an answer becomes a file. */
export interface TableFormat {
  contentType: string;
  /** Of a file's name, without the point. */
  extension: string;
  /** Whether a file holds more than one table. */
  severalTables: boolean;
  /**
   * The bytes of the file, piece by piece, as fast as they are read. Gives way to other work of the process about every
   * ten milliseconds. Throws BAD_USER_INPUT before the first piece where the format cannot hold the answer, what a page
   * throws, and the signal's reason when it is aborted. What was written until then never looks like a whole file.
   */
  write(answer: TableAnswer, options: FormatOptions, signal: AbortSignal): AsyncIterable<Uint8Array>;
}
