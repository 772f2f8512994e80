import sql from "sql-template-tag";
import { codeColumn } from "../../../shared/import/columns/code-column";
import { decimalColumn } from "../../../shared/import/columns/number-columns";
import { textColumn } from "../../../shared/import/columns/text-columns";
import { defineImport } from "../../../shared/import/definition/import-definition";
import { knownKey } from "../../../shared/import/keys/known-key";
import { upsertRows } from "../../../shared/import/upsert-rows";

/** Key results as an organization lists them; their values follow the indicators and are not part of it. */
export const importKeyResults = defineImport({
  name: "key-results",
  description: "Key results of objectives, as they stand now. Their values follow their indicators.",
  columns: {
    code: codeColumn({
      header: { en: "Code", vi: "Mã kết quả then chốt" },
      required: true,
      example: "KR-2026-DVC-9",
      explanation: "Human reference, unique.",
    }),
    title: textColumn({
      header: { en: "Title", vi: "Tên kết quả then chốt" },
      required: true,
      example: "Tỷ lệ dịch vụ công toàn trình",
      explanation: "What is measured, in one line.",
    }),
    objective: textColumn({
      header: { en: "Objective", vi: "Mã mục tiêu" },
      required: true,
      example: "O-2026-DVC",
      explanation: "Code of the objective that it measures.",
    }),
    indicator: textColumn({
      header: { en: "Indicator", vi: "Mã chỉ tiêu" },
      example: "procedures.fully-online-rate",
      explanation: "Code of the indicator that its values are of.",
    }),
    baseline: decimalColumn({
      header: { en: "Baseline", vi: "Giá trị đầu kỳ" },
      example: "0.5",
      explanation: "Value at the start; empty until it is known.",
    }),
    target: decimalColumn({
      header: { en: "Target", vi: "Chỉ tiêu đặt ra" },
      required: true,
      example: "0.8",
      explanation: "Value to reach; a share is 0 to 1.",
    }),
  },
  key: ["code"],
  checkRow: ({ baseline, target }) =>
    baseline !== null && target !== null && Number(baseline) === Number(target)
      ? [{ column: "target", expected: `a value other than the baseline, ${baseline}` }]
      : [],
  checks: [
    knownKey({ column: "objective", isIn: "objective.code", expected: "the code of a known objective" }),
    knownKey({ column: "indicator", isIn: "indicator.code", expected: "the code of a known indicator" }),
    {
      column: "objective",
      expected: "the objective that the key result has",
      find: ({ table }) => sql`
        SELECT s.line, s.objective AS got FROM ${table} AS s JOIN key_result k ON k.code = s.code
        WHERE k.objective_code <> s.objective`,
    },
  ],
  apply: (staged) =>
    upsertRows(staged, {
      table: "key_result",
      key: ["code", "code"],
      columns: {
        title: { column: "title" },
        objective: { column: "objective_code" },
        indicator: { column: "indicator_code" },
        baseline: { column: "baseline" },
        target: { column: "target" },
      },
      always: { origin: sql`'REPORTED'::data_origin`, changed_at: sql`${staged.clock.now()}::timestamptz` },
    }),
});
