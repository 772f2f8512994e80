import sql from "sql-template-tag";
import { codeColumn } from "../../../shared/import/columns/code-column";
import { decimalColumn, integerColumn } from "../../../shared/import/columns/number-columns";
import { textColumn } from "../../../shared/import/columns/text-columns";
import { dayColumn } from "../../../shared/import/columns/time-columns";
import { defineImport } from "../../../shared/import/definition/import-definition";
import { upsertRows } from "../../../shared/import/upsert-rows";

/** Data centres, one row each as it is now. */
export const importDataCentres = defineImport({
  name: "data-centres",
  description: "Data centres and what they can hold, as they stand now.",
  columns: {
    code: codeColumn({
      header: { en: "Code", vi: "Mã trung tâm" },
      required: true,
      example: "TTDL-99",
      explanation: "Key of the data centre, unique.",
    }),
    name: textColumn({
      header: { en: "Name", vi: "Tên trung tâm" },
      required: true,
      example: "Trung tâm dữ liệu dự phòng",
      explanation: "What it is called.",
    }),
    operating_since: dayColumn({
      header: { en: "Operating since", vi: "Ngày hoạt động" },
      example: "01/12/2025",
      explanation: "Day from which it operates; empty when that is not known.",
    }),
    cpu_cores: integerColumn({
      header: { en: "Processor cores", vi: "Số lõi xử lý" },
      required: true,
      example: "1024",
      explanation: "Processor cores.",
      min: 1,
    }),
    memory_tib: decimalColumn({
      header: { en: "Memory (TiB)", vi: "Bộ nhớ (TiB)" },
      required: true,
      example: "8",
      explanation: "Memory in TiB, more than 0.",
    }),
    storage_tib: decimalColumn({
      header: { en: "Storage (TiB)", vi: "Lưu trữ (TiB)" },
      required: true,
      example: "512",
      explanation: "Storage in TiB, more than 0.",
    }),
  },
  key: ["code"],
  checkRow: ({ memory_tib, storage_tib }) => [
    ...(memory_tib !== null && Number(memory_tib) <= 0
      ? [{ column: "memory_tib" as const, expected: "more than 0" }]
      : []),
    ...(storage_tib !== null && Number(storage_tib) <= 0
      ? [{ column: "storage_tib" as const, expected: "more than 0" }]
      : []),
  ],
  apply: (staged) =>
    upsertRows(staged, {
      table: "data_centre",
      key: ["code", "code"],
      columns: {
        name: { column: "name" },
        operating_since: { column: "operating_since" },
        cpu_cores: { column: "cpu_cores" },
        memory_tib: { column: "memory_tib", cast: "double precision" },
        storage_tib: { column: "storage_tib", cast: "double precision" },
      },
      always: { origin: sql`'REPORTED'::data_origin` },
    }),
});
