import sql from "sql-template-tag";
import { booleanColumn, enumColumn } from "../../../../shared/import/columns/choice-columns";
import { integerColumn } from "../../../../shared/import/columns/number-columns";
import { textColumn } from "../../../../shared/import/columns/text-columns";
import { instantColumn } from "../../../../shared/import/columns/time-columns";
import { defineImport } from "../../../../shared/import/definition/import-definition";
import { authorityNames, unitNames } from "../../../common/unit/unit-names";
import { ApplicantKind, DossierChannel, DossierStatus, PaymentKind } from "../dossier-enums";
import { applyDossiers } from "./apply-dossiers";
import { checkDossierRow } from "./check-dossier-row";
import { dossierSetChecks } from "./dossier-set-checks";

/**
 * Dossiers as the register of an office has them: one row a dossier, in its current state. The register's owner
 * imports them, so everything but the course of a status may be corrected (docs/decisions.md).
 */
export const importDossiers = defineImport({
  name: "dossiers",
  isMain: true,
  description: "Dossiers as they stand now, known by the numbers on their receipts.",
  columns: {
    code: textColumn({
      header: { en: "Code", vi: "Mã số hồ sơ" },
      required: true,
      example: "H26.15-251103-0001",
      explanation: "Number on the receipt, unique.",
      maxLength: 60,
      pattern: {
        test: /^[A-Za-z0-9][A-Za-z0-9./-]*$/,
        expected: "1 to 60 letters, digits, points, slashes and hyphens",
      },
    }),
    procedure: textColumn({
      header: { en: "Procedure", vi: "Mã thủ tục hành chính" },
      aliases: ["Mã TTHC"],
      required: true,
      example: "1.001193",
      explanation: "National code of the procedure.",
    }),
    organization: textColumn({
      header: { en: "Organization", vi: "Cơ quan giải quyết" },
      required: true,
      example: "STP",
      explanation:
        "Code of the organization that handles it; U and the unit's code for a commune-level authority.",
    }),
    unit: textColumn({
      header: { en: "Unit", vi: "Mã phường, xã tiếp nhận" },
      example: "00004",
      explanation: "Code of the ward or commune where it was received; empty for none.",
    }),
    channel: enumColumn({
      header: { en: "Channel", vi: "Hình thức nộp" },
      required: true,
      example: "Trực tuyến",
      explanation: "How it came in.",
      values: [
        { value: DossierChannel.ONLINE, words: ["Trực tuyến"] },
        { value: DossierChannel.IN_PERSON, words: ["Trực tiếp", "In person"] },
        { value: DossierChannel.POSTAL, words: ["Bưu chính công ích", "Bưu chính"] },
      ],
    }),
    applicant: enumColumn({
      header: { en: "Applicant", vi: "Đối tượng nộp" },
      required: true,
      example: "Cá nhân",
      explanation: "What kind of applicant handed it in; never who.",
      values: [
        { value: ApplicantKind.CITIZEN, words: ["Cá nhân", "Công dân"] },
        { value: ApplicantKind.ENTERPRISE, words: ["Doanh nghiệp", "Tổ chức"] },
        { value: ApplicantKind.HOUSEHOLD_BUSINESS, words: ["Hộ kinh doanh", "Household business"] },
      ],
    }),
    status: enumColumn({
      header: { en: "Status", vi: "Trạng thái" },
      required: true,
      example: "Đã trả kết quả",
      explanation: "How far it is. What has ended stays ended.",
      values: [
        { value: DossierStatus.REGISTERED, words: ["Mới đăng ký"] },
        { value: DossierStatus.ACCEPTED, words: ["Được tiếp nhận", "Đã tiếp nhận"] },
        { value: DossierStatus.REJECTED, words: ["Không được tiếp nhận", "Từ chối tiếp nhận"] },
        { value: DossierStatus.PROCESSING, words: ["Đang xử lý", "Đang giải quyết"] },
        {
          value: DossierStatus.SUPPLEMENT_REQUESTED,
          words: ["Yêu cầu bổ sung giấy tờ", "Supplement requested"],
        },
        {
          value: DossierStatus.PAYMENT_REQUESTED,
          words: ["Yêu cầu thực hiện nghĩa vụ tài chính", "Payment requested"],
        },
        { value: DossierStatus.WITHDRAWN, words: ["Rút hồ sơ", "Công dân yêu cầu rút hồ sơ"] },
        { value: DossierStatus.STOPPED, words: ["Dừng xử lý"] },
        { value: DossierStatus.RESOLVED, words: ["Đã xử lý xong", "Đã có kết quả"] },
        { value: DossierStatus.RETURNED, words: ["Đã trả kết quả"] },
      ],
    }),
    received_at: instantColumn({
      header: { en: "Received at", vi: "Thời điểm tiếp nhận" },
      aliases: ["Ngày tiếp nhận"],
      required: true,
      example: "03/11/2025 08:30",
      explanation: "When it was received.",
    }),
    due_at: instantColumn({
      header: { en: "Due at", vi: "Thời điểm hẹn trả" },
      aliases: ["Ngày hẹn trả"],
      required: true,
      example: "10/11/2025 17:00",
      explanation: "When its result is due.",
    }),
    resolved_at: instantColumn({
      header: { en: "Resolved at", vi: "Thời điểm có kết quả" },
      aliases: ["Ngày có kết quả"],
      example: "07/11/2025 15:10",
      explanation: "When its result was there; only of one that is resolved or returned.",
    }),
    digitised: booleanColumn({
      header: { en: "Digitised", vi: "Số hóa hồ sơ" },
      required: true,
      example: "có",
      explanation: "Whether its papers were turned into data.",
    }),
    electronic_result: booleanColumn({
      header: { en: "Electronic result", vi: "Kết quả điện tử" },
      required: true,
      example: "có",
      explanation: "Whether its result is electronic; no before there is one.",
    }),
    payment: enumColumn({
      header: { en: "Payment", vi: "Thanh toán" },
      required: true,
      example: "Trực tuyến",
      explanation: "How its fee was paid; none also when nothing was paid yet.",
      values: [
        { value: PaymentKind.NONE, words: ["Không"] },
        { value: PaymentKind.ONLINE, words: ["Trực tuyến"] },
        { value: PaymentKind.OFFLINE, words: ["Trực tiếp"] },
      ],
    }),
    synchronised_at: instantColumn({
      header: { en: "Synchronised at", vi: "Thời điểm đồng bộ" },
      example: "03/11/2025 09:00",
      explanation: "When it was synchronised to the National Public Service Portal; empty before.",
    }),
    satisfaction: integerColumn({
      header: { en: "Satisfaction", vi: "Mức độ hài lòng" },
      example: "5",
      explanation: "1 to 5; empty when the applicant gave none.",
      min: 1,
      max: 5,
    }),
  },
  key: ["code"],
  checkRow: checkDossierRow,
  names: [unitNames("unit"), authorityNames("organization")],
  owner: {
    staged: sql`s.organization`,
    stored: (table) => sql`
      SELECT s.line, d.organization_code AS owner FROM ${table} AS s
      JOIN dossier_code c ON c.code = s.code JOIN dossier d ON d.id = c.dossier_id`,
  },
  checks: dossierSetChecks,
  apply: applyDossiers,
});
