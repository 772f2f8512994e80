/** A shared application of the city, and the ones that units run instead of it. Plausible, none of them real. */
export interface SharedApplication {
  name: string;
  purpose: string;
  /** Code of the body that answers for it. */
  owner: string;
  /** Names of applications for the same purpose that it replaces. */
  replaces: string[];
}

function shared(owner: string, name: string, purpose: string, ...replaces: string[]): SharedApplication {
  return { owner, name, purpose, replaces };
}

/** What every ward and commune works with. */
export const sharedApplications: readonly SharedApplication[] = [
  shared(
    "TTPVHCC",
    "Hệ thống thông tin giải quyết thủ tục hành chính",
    "Tiếp nhận, giải quyết hồ sơ",
    "Một cửa điện tử (bản cũ)",
    "Sổ theo dõi hồ sơ điện tử",
  ),
  shared(
    "VPUB",
    "Quản lý văn bản và điều hành dùng chung",
    "Văn bản, điều hành",
    "Quản lý văn bản (bản quận, huyện)",
    "Hồ sơ công việc nội bộ",
  ),
  shared(
    "SNV",
    "Cơ sở dữ liệu cán bộ, công chức, viên chức",
    "Nhân sự",
    "Quản lý nhân sự đơn vị",
    "Chấm công nội bộ",
  ),
  shared(
    "STC",
    "Quản lý ngân sách và kế toán dùng chung",
    "Tài chính",
    "Kế toán hành chính sự nghiệp (bản lẻ)",
  ),
  shared("SNNMT", "Cơ sở dữ liệu đất đai", "Đất đai", "Sổ địa chính điện tử cấp xã"),
  shared("STP", "Đăng ký và quản lý hộ tịch điện tử", "Hộ tịch", "Sổ hộ tịch điện tử cấp xã"),
  shared("VPUB", "Tiếp nhận phản ánh, kiến nghị iHanoi", "Phản ánh, kiến nghị", "Đường dây nóng cấp xã"),
  shared("SKHCN", "Họp không giấy tờ dùng chung", "Phòng họp số", "Phòng họp số cấp xã"),
  shared("SVHTT", "Truyền thanh thông minh", "Thông tin cơ sở", "Truyền thanh không dây cấp xã"),
  shared("SKHCN", "Thư điện tử công vụ", "Liên lạc"),
];

/** What some units work with besides, each with the body that answers for it. */
export const otherApplications: readonly [owner: string, name: string, purpose: string][] = [
  ["SNV", "Quản lý người có công", "An sinh xã hội"],
  ["SNV", "Quản lý hộ nghèo, hộ cận nghèo", "An sinh xã hội"],
  ["SNV", "Thi đua, khen thưởng", "Nội vụ"],
  ["SNV", "Lưu trữ điện tử", "Lưu trữ"],
  ["STC", "Quản lý tài sản công", "Tài chính"],
  ["STC", "Đăng ký hộ kinh doanh", "Kinh tế"],
  ["STC", "Theo dõi giải ngân đầu tư công", "Đầu tư"],
  ["SNNMT", "Giám sát thu gom chất thải", "Môi trường"],
  ["SNNMT", "Quản lý đê điều cấp xã", "Thủy lợi"],
  ["SNNMT", "Theo dõi dịch bệnh vật nuôi", "Nông nghiệp"],
  ["SXD", "Quản lý trật tự xây dựng", "Xây dựng"],
  ["SXD", "Cấp phép xây dựng nhà ở riêng lẻ", "Xây dựng"],
  ["SXD", "Quản lý chiếu sáng và cây xanh", "Hạ tầng"],
  ["SYT", "Hồ sơ sức khỏe điện tử trạm y tế", "Y tế"],
  ["SYT", "Quản lý tiêm chủng", "Y tế"],
  ["SYT", "An toàn thực phẩm", "Y tế"],
  ["SGDDT", "Phổ cập giáo dục", "Giáo dục"],
  ["SGDDT", "Tuyển sinh đầu cấp", "Giáo dục"],
  ["SVHTT", "Quản lý di tích, lễ hội", "Văn hóa"],
  ["SVHTT", "Quản lý gia đình văn hóa", "Văn hóa"],
  ["STP", "Chứng thực điện tử", "Tư pháp"],
  ["STP", "Quản lý xử phạt vi phạm hành chính", "Tư pháp"],
  ["SDTTG", "Quản lý cơ sở tôn giáo, tín ngưỡng", "Tôn giáo"],
  ["TTTP", "Tiếp công dân, xử lý đơn thư", "Thanh tra"],
  ["MTTQ", "Giám sát đầu tư cộng đồng", "Mặt trận"],
  ["VPTU", "Quản lý đảng viên", "Công tác Đảng"],
  ["UBKT", "Theo dõi kiểm tra, giám sát", "Công tác Đảng"],
  ["SKHCN", "Bản đồ số dùng chung", "Bản đồ"],
  ["SCT", "Quản lý chợ", "Thương mại"],
  ["SDL", "Khai báo lưu trú du lịch", "Du lịch"],
];
