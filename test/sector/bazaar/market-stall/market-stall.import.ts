import sql from "sql-template-tag";
import { enumColumn } from "../../../../shared/import/columns/choice-columns";
import { codeColumn } from "../../../../shared/import/columns/code-column";
import { integerColumn } from "../../../../shared/import/columns/number-columns";
import { textColumn } from "../../../../shared/import/columns/text-columns";
import { dayColumn } from "../../../../shared/import/columns/time-columns";
import { defineImport } from "../../../../shared/import/definition/import-definition";
import { currentKey } from "../../../../shared/import/keys/current-key";
import { knownKey } from "../../../../shared/import/keys/known-key";
import { upsertRows } from "../../../../shared/import/upsert-rows";
import { currentUnits } from "../../../../subgraphs/common/unit/current-units";
import { unitNames } from "../../../../subgraphs/common/unit/unit-names";
import { MarketStallOwnership } from "./market-stall-ownership";

/** Market stalls, one row each as it is now, of the organization that answers for it. */
export const importMarketStalls = defineImport({
  name: "market-stalls",
  description: "Market stalls as they stand now.",
  columns: {
    code: codeColumn({
      header: { en: "Code", vi: "Mã" },
      required: true,
      example: "MAU-99",
      explanation: "Key of the market stall, unique.",
    }),
    name: textColumn({
      header: { en: "Name", vi: "Tên" },
      required: true,
      example: "Mẫu số 99",
      explanation: "What it is called.",
    }),
    ownership: enumColumn({
      header: { en: "Ownership", vi: "Sở hữu" },
      required: true,
      example: "Công lập",
      explanation: "Who it belongs to.",
      values: [
        { value: MarketStallOwnership.PUBLIC, words: ["Công lập", "Public"] },
        { value: MarketStallOwnership.PRIVATE, words: ["Ngoài công lập", "Private"] },
      ],
    }),
    unit: textColumn({
      header: { en: "Unit", vi: "Mã phường, xã" },
      required: true,
      example: "00004",
      explanation: "Code or name of the ward or commune where it is.",
    }),
    organization: textColumn({
      header: { en: "Organization", vi: "Mã đơn vị" },
      required: true,
      example: "SCT",
      explanation: "Code of the organization that answers for it.",
    }),
    capacity: integerColumn({
      header: { en: "Capacity", vi: "Sức chứa" },
      example: "400",
      explanation: "People it has room for.",
      min: 0,
    }),
    opened_on: dayColumn({
      header: { en: "Opened on", vi: "Ngày mở" },
      required: true,
      example: "05/09/2020",
      explanation: "Day it opened.",
    }),
  },
  key: ["code"],
  checkRow: ({ opened_on: day }, { today }) =>
    day !== null && day > today
      ? [{ column: "opened_on" as const, expected: `a day up to today, ${today}` }]
      : [],
  names: [unitNames("unit")],
  owner: {
    staged: sql`s.organization`,
    stored: (table) => sql`
      SELECT s.line, r.organization_code AS owner FROM ${table} AS s JOIN market_stall r ON r.code = s.code`,
  },
  checks: [
    currentKey(currentUnits, { column: "unit", expected: "the code of a known ward or commune" }),
    knownKey({
      column: "organization",
      isIn: "organization.code",
      expected: "the code of a known organization",
    }),
  ],
  undo: [{ table: "market_stall", rows: (staged) => sql`t.code IN (SELECT code FROM ${staged})` }],
  apply: (staged) =>
    upsertRows(staged, {
      table: "market_stall",
      key: ["code", "code"],
      columns: {
        name: { column: "name" },
        ownership: { column: "ownership", cast: "market_stall_ownership" },
        unit: { column: "unit_code" },
        organization: { column: "organization_code" },
        capacity: { column: "capacity" },
        opened_on: { column: "opened_on" },
      },
      always: {
        origin: sql`'REPORTED'::data_origin`,
        changed_at: sql`${staged.clock.now()}::timestamptz`,
      },
    }),
});
