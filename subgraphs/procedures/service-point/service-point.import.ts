import sql from "sql-template-tag";
import { booleanColumn } from "../../../shared/import/columns/choice-columns";
import { codeColumn } from "../../../shared/import/columns/code-column";
import { textColumn } from "../../../shared/import/columns/text-columns";
import { defineImport } from "../../../shared/import/definition/import-definition";
import { currentKey } from "../../../shared/import/keys/current-key";
import { upsertRows } from "../../../shared/import/upsert-rows";
import { currentUnits } from "../../common/unit/current-units";
import { unitNames } from "../../common/unit/unit-names";

/** Service points, one row each in its current state. */
export const importServicePoints = defineImport({
  name: "service-points",
  description: "Points where dossiers are handed in, as they stand now.",
  columns: {
    code: codeColumn({
      header: { en: "Code", vi: "Mã điểm phục vụ" },
      required: true,
      example: "CN99",
      explanation: "D and the unit's code for the point of a unit; CN and a number for a branch.",
    }),
    name: textColumn({
      header: { en: "Name", vi: "Tên điểm phục vụ" },
      required: true,
      example: "Chi nhánh số 99 Trung tâm Phục vụ hành chính công",
      explanation: "What it is called.",
    }),
    unit: textColumn({
      header: { en: "Unit", vi: "Mã phường, xã" },
      example: "",
      explanation: "Code of the ward or commune that it serves; empty for a branch.",
    }),
    connected: booleanColumn({
      header: { en: "Connected", vi: "Đã kết nối" },
      required: true,
      example: "Có",
      explanation: "Whether its systems are connected to the service centre.",
    }),
  },
  key: ["code"],
  checkRow: ({ code, unit }) =>
    code?.startsWith("D") && code !== `D${unit ?? ""}`
      ? [{ column: "code", expected: "D and the code of its unit" }]
      : [],
  names: [unitNames("unit")],
  checks: [currentKey(currentUnits, { column: "unit", expected: "the code of a known ward or commune" })],
  apply: (staged) =>
    upsertRows(staged, {
      table: "service_point",
      key: ["code", "code"],
      columns: {
        name: { column: "name" },
        unit: { column: "unit_code" },
        connected: { column: "connected" },
      },
      always: { branch: sql`s.unit IS NULL`, origin: sql`'REPORTED'::data_origin` },
    }),
});
