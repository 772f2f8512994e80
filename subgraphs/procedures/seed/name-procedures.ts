import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";
import { ProcedureLevel } from "../procedure/procedure";

/**
 * What can be applied for of each kind of paper, worded as the national database of administrative procedures words its
 * names: an action on a paper that exists. `*` is the paper, and `~` the act of a decision, which is what its procedure
 * is named after: "công nhận điểm du lịch" of "quyết định công nhận điểm du lịch". A decision is not lost or worn out,
 * only a permit expires, what is for one use or about a person is not given back, and a procedure `AS_NAMED` has no
 * other form.
 */
export const procedureForms = {
  PERMIT: [
    "cấp *",
    "cấp lại * do bị mất",
    "cấp lại * do bị hư hỏng",
    "cấp lại * do ghi sai thông tin",
    "cấp lại * do thay đổi tên, địa chỉ của người được cấp",
    "cấp đổi *",
    "gia hạn *",
    "điều chỉnh nội dung *",
    "thu hồi * theo đề nghị của người được cấp",
  ],
  CERTIFICATE: [
    "cấp *",
    "cấp lại * do bị mất",
    "cấp lại * do bị hư hỏng",
    "cấp lại * do ghi sai thông tin",
    "cấp lại * do thay đổi tên, địa chỉ của người được cấp",
    "cấp đổi *",
    "điều chỉnh nội dung *",
    "thu hồi * theo đề nghị của người được cấp",
  ],
  CARD: [
    "cấp *",
    "cấp lại * do bị mất",
    "cấp lại * do bị hư hỏng",
    "cấp lại * do ghi sai thông tin",
    "cấp đổi *",
    "thu hồi * theo đề nghị của người được cấp",
  ],
  ONE_USE: ["cấp *", "cấp lại * do bị mất, hư hỏng", "cấp lại * do ghi sai thông tin"],
  PERSONAL: ["cấp *", "cấp đổi *", "cấp lại * do bị mất, hư hỏng"],
  DIPLOMA: [
    "cấp bản sao * từ sổ gốc",
    "chỉnh sửa nội dung *",
    "công nhận * do cơ sở giáo dục nước ngoài cấp",
  ],
  NUMBER: ["cấp *", "điều chỉnh thông tin của *", "hủy bỏ * theo đề nghị"],
  DECISION: ["~", "điều chỉnh *", "đính chính *", "chấm dứt hiệu lực *"],
  CIVIL_STATUS: [
    "đăng ký *",
    "đăng ký * có yếu tố nước ngoài",
    "đăng ký * lưu động",
    "đăng ký lại *",
    "đăng ký lại * có yếu tố nước ngoài",
    "ghi vào sổ hộ tịch việc * đã được giải quyết ở nước ngoài",
    "cấp bản sao trích lục *",
  ],
  CIVIL_EVENT: [
    "đăng ký *",
    "đăng ký * có yếu tố nước ngoài",
    "ghi vào sổ hộ tịch việc * đã được giải quyết ở nước ngoài",
    "cấp bản sao trích lục *",
  ],
  ENTITY: [
    "đăng ký thành lập *",
    "đăng ký thay đổi nội dung đăng ký *",
    "cấp lại giấy chứng nhận đăng ký *",
    "hiệu đính thông tin đăng ký *",
    "tạm ngừng hoạt động của *",
    "tiếp tục hoạt động trước thời hạn đã thông báo của *",
    "chấm dứt hoạt động của *",
  ],
  ESTABLISHMENT: [
    "thành lập hoặc cho phép thành lập *",
    "cho phép * hoạt động",
    "cho phép * hoạt động trở lại",
    "sáp nhập, chia, tách *",
    "đổi tên *",
    "tạm ngừng hoạt động * theo đề nghị của tổ chức, cá nhân thành lập",
    "giải thể * theo đề nghị của tổ chức, cá nhân thành lập",
  ],
  ASSOCIATION: ["cho phép thành lập *", "chia, tách, sáp nhập, hợp nhất *", "đổi tên *", "giải thể *"],
  BENEFIT: [
    "giải quyết hưởng *",
    "điều chỉnh mức hưởng *",
    "tạm dừng hưởng *",
    "tiếp tục hưởng *",
    "chấm dứt hưởng *",
    "chuyển nơi hưởng *",
  ],
  APPRAISAL: ["thẩm định *", "thẩm định điều chỉnh *", "phê duyệt *", "phê duyệt điều chỉnh *"],
  CONFIRMATION: ["cấp giấy xác nhận *", "cấp lại giấy xác nhận *", "đính chính giấy xác nhận *"],
  AS_NAMED: ["*"],
} as const satisfies Record<string, readonly string[]>;

type ProcedureKind = keyof typeof procedureForms;

const paperRow = z.object({
  field_code: z.string(),
  kind: z.enum(Object.keys(procedureForms) as ProcedureKind[]),
  level: z.enum(ProcedureLevel),
  applicant: z.enum(["CITIZEN", "BUSINESS", "ANY"]),
  papers: z.string(),
});

/** A procedure by name, and what follows from the paper that it is about. */
export interface NamedProcedure {
  name: string;
  fieldCode: string;
  level: ProcedureLevel;
  /** Whether enterprises are the main applicants for the paper. */
  businessSector: boolean;
  /** Whether it cannot be done without somebody being there, so that it is never fully online. */
  inPerson: boolean;
}

/** Every form of every paper, in the order of the file. Who issues a paper to whom is simplified: assumptions. */
export function nameProcedures(): NamedProcedure[] {
  const rows = readCsv(fromRoot("subgraphs/procedures/seed/data/procedure-papers.csv"), paperRow);
  return rows.flatMap(({ field_code: fieldCode, kind, level, applicant, papers }) =>
    papers.split(";").flatMap((paper) =>
      procedureForms[kind].map((form) => {
        const action = form.replace("*", paper).replace("~", actOf(paper));
        return {
          name: `Thủ tục ${action}`,
          fieldCode,
          level,
          businessSector: applicant === "BUSINESS",
          inPerson: presence.test(action),
        };
      }),
    ),
  );
}

/** What a decision does, without the paper that says it. */
const actOf = (decision: string) => decision.replace(/^(quyết định|văn bản) /, "");

/** Signatures and copies are certified before one's eyes, couples and parties to a dispute appear, visitors come. */
const presence =
  /^(chứng thực|tiếp công dân|hòa giải|thăm viếng|đăng ký (lại )?kết hôn|chứng nhận lãnh sự)| lưu động$/u;
