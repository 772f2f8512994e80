import sql from "sql-template-tag";
import { enumColumn } from "../../../shared/import/columns/choice-columns";
import { codeColumn } from "../../../shared/import/columns/code-column";
import { textColumn } from "../../../shared/import/columns/text-columns";
import { dayColumn } from "../../../shared/import/columns/time-columns";
import { defineImport } from "../../../shared/import/definition/import-definition";
import { knownKey } from "../../../shared/import/keys/known-key";
import { upsertRows } from "../../../shared/import/upsert-rows";
import { ProductStage } from "./strategic-product";

/** Strategic technology products, one row each as it is now. */
export const importStrategicProducts = defineImport({
  name: "strategic-products",
  description: "Strategic technology products as they stand now.",
  columns: {
    code: codeColumn({
      header: { en: "Code", vi: "Mã sản phẩm" },
      required: true,
      example: "SP-2025-99",
      explanation: "Key of the product, unique.",
    }),
    name: textColumn({
      header: { en: "Name", vi: "Tên sản phẩm" },
      required: true,
      example: "Chip cảm biến",
      explanation: "What it is called.",
    }),
    enterprise: textColumn({
      header: { en: "Enterprise", vi: "Doanh nghiệp" },
      example: "",
      explanation: "Registered name of the enterprise that makes it.",
    }),
    stage: enumColumn({
      header: { en: "Stage", vi: "Giai đoạn" },
      required: true,
      example: "Thử nghiệm",
      explanation: "How far it is.",
      values: [
        { value: ProductStage.RESEARCH, words: ["Nghiên cứu", "Research"] },
        { value: ProductStage.PROTOTYPE, words: ["Mẫu thử", "Prototype"] },
        { value: ProductStage.PILOT, words: ["Thử nghiệm", "Pilot"] },
        { value: ProductStage.COMMERCIALISED, words: ["Thương mại hóa", "Commercialised"] },
      ],
    }),
    commercialised_on: dayColumn({
      header: { en: "Commercialised on", vi: "Ngày thương mại hóa" },
      example: "",
      explanation: "Day from which it is sold; empty unless commercialised.",
    }),
  },
  key: ["code"],
  checkRow: ({ stage, commercialised_on: day }, { today }) => [
    ...(day !== null && stage !== ProductStage.COMMERCIALISED
      ? [
          {
            column: "commercialised_on" as const,
            expected: "no day for a product that is not commercialised",
          },
        ]
      : []),
    ...(day !== null && day > today
      ? [{ column: "commercialised_on" as const, expected: `a day up to today, ${today}` }]
      : []),
  ],
  checks: [
    knownKey({ column: "enterprise", isIn: "enterprise.name", expected: "the name of a known enterprise" }),
  ],
  apply: (staged) =>
    upsertRows(staged, {
      table: "strategic_product",
      key: ["code", "code"],
      columns: {
        name: { column: "name" },
        enterprise: {
          column: "enterprise_id",
          from: sql`(SELECT e.id FROM enterprise e WHERE e.name = s.enterprise)`,
        },
        stage: { column: "stage", cast: "product_stage" },
        commercialised_on: { column: "commercialised_on" },
      },
      always: { origin: sql`'REPORTED'::data_origin` },
    }),
});
