import { z } from "zod";
import { readCsv } from "../../../shared/database/read-csv";
import { fromRoot } from "../../../shared/project/project-root";
import { ProcedureLevel } from "../procedure/procedure";

/**
 * What can be asked for of each kind of paper, worded as the national database of administrative procedures words its
 * names: an action on a paper that exists. A decision is not lost or worn out, only a permit expires, and a procedure
 * `AS_NAMED` has no other form. `*` is the paper.
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
  DECISION: [
    "đề nghị ban hành *",
    "đề nghị điều chỉnh *",
    "đề nghị đính chính *",
    "đề nghị chấm dứt hiệu lực *",
  ],
  CIVIL_STATUS: [
    "đăng ký *",
    "đăng ký * có yếu tố nước ngoài",
    "đăng ký * lưu động",
    "đăng ký lại *",
    "đăng ký lại * có yếu tố nước ngoài",
    "ghi vào sổ hộ tịch việc * đã được giải quyết ở nước ngoài",
    "cấp bản sao trích lục *",
  ],
  ENTITY: [
    "đăng ký thành lập *",
    "đăng ký thay đổi nội dung đăng ký *",
    "cấp lại giấy chứng nhận đăng ký *",
    "hiệu đính thông tin đăng ký *",
    "thông báo tạm ngừng hoạt động *",
    "thông báo tiếp tục hoạt động trước thời hạn *",
    "chấm dứt hoạt động *",
  ],
  ESTABLISHMENT: [
    "thành lập hoặc cho phép thành lập *",
    "cho phép hoạt động đối với *",
    "cho phép hoạt động trở lại đối với *",
    "sáp nhập, chia, tách *",
    "đổi tên *",
    "tạm đình chỉ hoạt động * theo đề nghị",
    "giải thể * theo đề nghị",
  ],
  BENEFIT: [
    "giải quyết hưởng *",
    "điều chỉnh mức hưởng *",
    "tạm dừng hưởng *",
    "hưởng lại *",
    "thôi hưởng *",
    "chi trả * khi thay đổi nơi cư trú",
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
}

/** Every form of every paper, in the order of the file. Who issues a paper to whom is simplified: assumptions. */
export function nameProcedures(): NamedProcedure[] {
  const rows = readCsv(fromRoot("subgraphs/procedures/seed/procedure-papers.csv"), paperRow);
  return rows.flatMap(({ field_code: fieldCode, kind, level, applicant, papers }) =>
    papers.split(";").flatMap((paper) =>
      procedureForms[kind].map((form) => ({
        name: `Thủ tục ${form.replace("*", paper)}`,
        fieldCode,
        level,
        businessSector: applicant === "BUSINESS",
      })),
    ),
  );
}
