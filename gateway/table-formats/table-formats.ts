import { writeCsv } from "./csv/write-csv";
import { writeJson } from "./json/write-json";
import { writeNdjson } from "./json/write-ndjson";
import type { FormatName, TableFormat } from "./writing/table-format";
import { writeXlsx } from "./xlsx/write-xlsx";

/** All formats that an answer can be taken in, by name. */
export const tableFormats: Readonly<Record<FormatName, TableFormat>> = {
  csv: {
    contentType: "text/csv; charset=utf-8; header=present",
    extension: "csv",
    severalTables: false,
    write: writeCsv,
  },
  xlsx: {
    contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    extension: "xlsx",
    severalTables: true,
    write: writeXlsx,
  },
  ndjson: {
    contentType: "application/x-ndjson; charset=utf-8",
    extension: "ndjson",
    severalTables: false,
    write: writeNdjson,
  },
  json: {
    contentType: "application/json; charset=utf-8",
    extension: "json",
    severalTables: true,
    write: writeJson,
  },
  parquet: {
    contentType: "application/vnd.apache.parquet",
    extension: "parquet",
    severalTables: false,
    write: (...all) => parquet().writeParquet(...all),
  },
  arrow: {
    contentType: "application/vnd.apache.arrow.stream",
    extension: "arrows",
    severalTables: false,
    write: (...all) => arrow().writeArrow(...all),
  },
};

/* Loaded when first needed: Arrow takes a tenth of a second and 15 MB that a gateway without exports can do without. */

const arrow = (): typeof import("./arrow/write-arrow") => require("./arrow/write-arrow");
const parquet = (): typeof import("./parquet/write-parquet") => require("./parquet/write-parquet");
