import { UpdateFrequency } from "../../dataset/dataset-enums";
import type { DataTheme } from "../../dataset/vocabulary/data-themes";

/** What a generated dataset is about: plausible subjects, none of them a real dataset. */
export interface DatasetTopic {
  title: string;
  theme: DataTheme;
  keywords: string[];
  frequency: UpdateFrequency;
}

const { REALTIME, DAILY, WEEKLY, MONTHLY, QUARTERLY, ANNUALLY, IRREGULAR } = UpdateFrequency;

function topic(
  title: string,
  theme: DataTheme,
  frequency: UpdateFrequency,
  ...keywords: string[]
): DatasetTopic {
  return { title, theme, keywords, frequency };
}

/** Subjects that belong to one department, by its code. */
export const topicsOfDepartment: Record<string, DatasetTopic[]> = {
  SNV: [topic("Danh sách đơn vị sự nghiệp công lập", "GOVE", QUARTERLY, "tổ chức bộ máy")],
  STP: [topic("Danh sách tổ chức hành nghề công chứng", "JUST", MONTHLY, "công chứng", "tư pháp")],
  STC: [topic("Công khai dự toán ngân sách", "ECON", QUARTERLY, "ngân sách", "dự toán")],
  SCT: [
    topic("Sản lượng điện tiêu thụ theo tháng", "ENER", MONTHLY, "điện", "năng lượng"),
    topic("Danh sách chợ và siêu thị", "ECON", QUARTERLY, "thương mại"),
  ],
  SNNMT: [
    topic("Chỉ số chất lượng không khí theo trạm", "ENVI", REALTIME, "không khí", "quan trắc"),
    topic("Mực nước các sông theo trạm", "ENVI", DAILY, "thủy văn", "quan trắc"),
    topic("Sản lượng cây trồng chủ lực", "AGRI", ANNUALLY, "nông nghiệp", "trồng trọt"),
  ],
  SXD: [
    topic("Tuyến xe buýt và điểm dừng", "TRAN", WEEKLY, "giao thông", "xe buýt"),
    topic("Tình trạng giao thông theo nút", "TRAN", REALTIME, "giao thông", "camera"),
  ],
  SKHCN: [topic("Danh mục nhiệm vụ khoa học và công nghệ", "TECH", QUARTERLY, "khoa học", "công nghệ")],
  SVHTT: [topic("Danh mục di tích đã xếp hạng", "EDUC", IRREGULAR, "di tích", "văn hóa")],
  SGDDT: [
    topic("Danh sách trường học", "EDUC", ANNUALLY, "trường học", "giáo dục"),
    topic("Chỉ tiêu tuyển sinh đầu cấp", "EDUC", ANNUALLY, "tuyển sinh"),
  ],
  SYT: [
    topic("Danh sách cơ sở khám bệnh, chữa bệnh", "HEAL", MONTHLY, "y tế", "bệnh viện"),
    topic("Số ca bệnh truyền nhiễm theo tuần", "HEAL", WEEKLY, "y tế dự phòng"),
  ],
  SDTTG: [topic("Danh sách cơ sở tín ngưỡng, tôn giáo", "SOCI", ANNUALLY, "tôn giáo")],
  SDL: [topic("Danh sách cơ sở lưu trú du lịch", "ECON", MONTHLY, "du lịch", "lưu trú")],
  SQHKT: [topic("Ranh giới quy hoạch phân khu", "REGI", IRREGULAR, "quy hoạch", "bản đồ")],
  TTTP: [topic("Kế hoạch thanh tra", "JUST", ANNUALLY, "thanh tra")],
  TTPVHCC: [topic("Tình hình tiếp nhận và giải quyết hồ sơ", "GOVE", DAILY, "thủ tục hành chính", "hồ sơ")],
  BQLKCN: [topic("Danh sách doanh nghiệp trong khu công nghiệp", "ECON", MONTHLY, "khu công nghiệp")],
};

/** Subjects that every department has; as many as are needed fill the rest. */
export const commonTopics: readonly DatasetTopic[] = [
  topic("Danh mục thủ tục hành chính thuộc thẩm quyền", "GOVE", MONTHLY, "thủ tục hành chính"),
  topic("Lịch tiếp công dân", "GOVE", WEEKLY, "tiếp công dân"),
  topic("Danh mục hệ thống thông tin", "TECH", QUARTERLY, "hệ thống thông tin"),
  topic("Danh mục dự án đầu tư công", "ECON", QUARTERLY, "đầu tư công", "dự án"),
  topic("Kết quả xử lý phản ánh, kiến nghị", "SOCI", WEEKLY, "phản ánh, kiến nghị"),
  topic("Danh mục giấy phép đã cấp", "ECON", DAILY, "giấy phép"),
  topic("Nhân lực theo vị trí việc làm", "SOCI", ANNUALLY, "nhân lực"),
  topic("Danh mục báo cáo thống kê", "GOVE", IRREGULAR, "thống kê"),
];

/** Subjects of wards and communes. */
export const unitTopics: readonly DatasetTopic[] = [
  topic("Danh sách điểm phục vụ hành chính công", "GOVE", MONTHLY, "điểm phục vụ"),
  topic("Danh sách nhà văn hóa, sân chơi", "REGI", ANNUALLY, "nhà văn hóa"),
  topic("Danh sách hộ kinh doanh", "ECON", MONTHLY, "hộ kinh doanh"),
  topic("Lịch thu gom rác", "ENVI", WEEKLY, "môi trường", "rác thải"),
];
