/* A file of dossiers as an office of Hanoi writes it. */

const header =
  "Mã số hồ sơ;Mã thủ tục hành chính;Cơ quan giải quyết;Mã phường, xã tiếp nhận;Hình thức nộp;Đối tượng nộp;" +
  "Trạng thái;Thời điểm tiếp nhận;Thời điểm hẹn trả;Thời điểm có kết quả;Số hóa hồ sơ;Kết quả điện tử;Thanh toán;" +
  "Thời điểm đồng bộ;Mức độ hài lòng";
export const dossierFile = (...rows: string[]) => `\uFEFF${[header, ...rows].join("\r\n")}\r\n`;

/** A row of a dossier of 3 November; what is not given is as of one that was just registered online. */
export function dossierRow(procedure: string, code: string, cells: Partial<DossierCells> = {}): string {
  const given: DossierCells = {
    procedure,
    organization: "STP",
    unit: "",
    channel: "Trực tuyến",
    applicant: "Cá nhân",
    status: "Mới đăng ký",
    received: "03/11/2025 08:30",
    due: "10/11/2025 17:00",
    resolved: "",
    digitised: "có",
    electronic: "không",
    payment: "Không",
    synchronised: "",
    satisfaction: "",
    ...cells,
  };
  return [code, ...Object.values(given)].join(";");
}

export interface DossierCells {
  procedure: string;
  organization: string;
  unit: string;
  channel: string;
  applicant: string;
  status: string;
  received: string;
  due: string;
  resolved: string;
  digitised: string;
  electronic: string;
  payment: string;
  synchronised: string;
  satisfaction: string;
}

/** Of a dossier that was returned with its result. */
export const returned: Partial<DossierCells> = {
  unit: "00004",
  status: "Đã trả kết quả",
  resolved: "2025-11-07T15:10:00.123456+07:00",
  electronic: "có",
  payment: "Trực tuyến",
  synchronised: "03/11/2025 09:00",
  satisfaction: "5",
};
