import { enumColumn } from "../../../../shared/import/columns/choice-columns";
import { integerColumn } from "../../../../shared/import/columns/number-columns";
import { textColumn } from "../../../../shared/import/columns/text-columns";
import { dayColumn } from "../../../../shared/import/columns/time-columns";
import { defineImport } from "../../../../shared/import/definition/import-definition";
import { knownKey } from "../../../../shared/import/keys/known-key";
import { organizationNames } from "../../input/organization-names";
import { problemIf } from "../../input/row-problem";
import { DataSharing, Hosting, MigrationStatus } from "../it-system-enums";
import { migrationProblems } from "../migration-rules";
import { applySystems } from "./apply-systems";

/** Systems as their owners list them: one row a system, as it is now. */
export const importSystems = defineImport({
  name: "systems",
  description: "Information systems as they stand now.",
  columns: {
    code: textColumn({
      header: { en: "Code", vi: "Mã hệ thống" },
      required: true,
      example: "SKHCN-HT99",
      explanation: "Key of the system, unique.",
      maxLength: 50,
      pattern: {
        test: /^[A-Za-z0-9][A-Za-z0-9./-]*$/,
        expected: "1 to 50 letters, digits, points, slashes and hyphens",
      },
    }),
    name: textColumn({
      header: { en: "Name", vi: "Tên hệ thống" },
      required: true,
      example: "Hệ thống quản lý nhiệm vụ khoa học",
      explanation: "What it is called.",
    }),
    owner: textColumn({
      header: { en: "Owner", vi: "Cơ quan chủ quản" },
      required: true,
      example: "SKHCN",
      explanation: "Code of the organization that answers for it.",
    }),
    commissioned_on: dayColumn({
      header: { en: "Commissioned on", vi: "Ngày đưa vào sử dụng" },
      aliases: ["In use since"],
      required: true,
      example: "15/03/2019",
      explanation: "Day from which it is in use.",
    }),
    hosting: enumColumn({
      header: { en: "Hosting", vi: "Nơi đặt" },
      required: true,
      example: "Trung tâm dữ liệu Thành phố",
      explanation: "Where it runs.",
      values: [
        { value: Hosting.ON_PREMISES, words: ["Tại đơn vị", "On premises"] },
        { value: Hosting.CITY_DATA_CENTRE, words: ["Trung tâm dữ liệu Thành phố", "City data centre"] },
        { value: Hosting.CITY_CLOUD, words: ["Đám mây Thành phố", "City cloud"] },
        { value: Hosting.PUBLIC_CLOUD, words: ["Đám mây công cộng", "Public cloud"] },
      ],
    }),
    migration: enumColumn({
      header: { en: "Migration", vi: "Tình trạng chuyển" },
      required: true,
      example: "Đã chuyển",
      explanation: "How far its move to the city is; migrated exactly when the city hosts it.",
      values: [
        { value: MigrationStatus.NOT_STARTED, words: ["Chưa chuyển", "Not started"] },
        { value: MigrationStatus.PLANNED, words: ["Có kế hoạch", "Planned"] },
        { value: MigrationStatus.IN_PROGRESS, words: ["Đang chuyển", "In progress"] },
        { value: MigrationStatus.MIGRATED, words: ["Đã chuyển", "Migrated"] },
      ],
    }),
    migrated_on: dayColumn({
      header: { en: "Migrated on", vi: "Ngày chuyển" },
      example: "20/08/2025",
      explanation: "Day of the move; empty unless migrated.",
    }),
    data_sharing: enumColumn({
      header: { en: "Data sharing", vi: "Mức độ chia sẻ" },
      required: true,
      example: "Một phần",
      explanation: "Whether other organizations can use its data.",
      values: [
        { value: DataSharing.CLOSED, words: ["Chưa chia sẻ", "Closed"] },
        { value: DataSharing.PARTIAL, words: ["Một phần", "Partial"] },
        { value: DataSharing.SHARED, words: ["Chia sẻ", "Shared"] },
      ],
    }),
    security_level: integerColumn({
      header: { en: "Security level", vi: "Cấp độ an toàn" },
      example: "3",
      explanation: "Approved level of information security, 1 to 5.",
      min: 1,
      max: 5,
    }),
    data_centre: textColumn({
      header: { en: "Data centre", vi: "Trung tâm dữ liệu" },
      example: "TTDL-01",
      explanation: "Code of the data centre that it runs in; only of a migrated system.",
    }),
    cpu_cores: integerColumn({
      header: { en: "Processor cores", vi: "Số lõi xử lý" },
      example: "4",
      explanation: "Processor cores that it is allotted there.",
      min: 1,
      max: 100_000,
    }),
  },
  key: ["code"],
  checkRow: (row, { today }) => {
    const { hosting, migration, migrated_on: migratedOn, commissioned_on: commissionedOn, data_centre } = row;
    if (hosting === null || migration === null || commissionedOn === null) return [];
    const columns = { hosting: "hosting", migratedOn: "migrated_on" } as const;
    return [
      ...migrationProblems({ hosting, migration, migratedOn, commissionedOn }, today).map(
        ({ field, expected }) => ({ column: columns[field], expected }),
      ),
      ...problemIf(commissionedOn > today, "commissioned_on", `a day up to today, ${today}`),
      ...problemIf(
        data_centre !== null && migration !== MigrationStatus.MIGRATED,
        "data_centre",
        "no data centre for a system that is not migrated",
      ),
    ];
  },
  names: [organizationNames("owner")],
  checks: [
    knownKey({ column: "owner", isIn: "organization.code", expected: "the code of a known organization" }),
    knownKey({
      column: "data_centre",
      isIn: "data_centre.code",
      expected: "the code of a known data centre",
    }),
  ],
  apply: applySystems,
});
