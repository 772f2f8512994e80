/** What generated systems manage: plausible subjects, none of them a real system. */
export const citySystemTopics: readonly string[] = [
  "văn bản và điều hành",
  "cán bộ, công chức, viên chức",
  "tài sản công",
  "thi đua, khen thưởng",
  "hồ sơ lưu trữ điện tử",
  "dự án đầu tư công",
  "kế hoạch và báo cáo tổng hợp",
  "tài chính, kế toán nội bộ",
  "phản ánh, kiến nghị",
  "tiếp công dân và đơn thư",
  "thanh tra chuyên ngành",
  "giấy phép chuyên ngành",
  "cơ sở dữ liệu chuyên ngành",
  "nhiệm vụ được giao",
  "họp không giấy tờ",
  "thông tin, truyền thông nội bộ",
  "bản đồ số chuyên ngành",
  "số liệu thống kê chuyên ngành",
  "đào tạo trực tuyến",
  "dịch vụ kỹ thuật và bảo trì",
  "thiết bị công nghệ thông tin",
  "hợp đồng và mua sắm",
  "hợp tác quốc tế",
  "giám sát an toàn thông tin",
];

/** What the generated systems of a ward or commune manage. */
export const unitSystemTopics: readonly string[] = [
  "một cửa cấp xã",
  "hộ tịch và dân cư",
  "đất đai và xây dựng trên địa bàn",
  "an sinh xã hội",
  "thu, chi ngân sách xã",
  "truyền thanh thông minh",
  "camera giám sát trật tự đô thị",
  "tổ công nghệ số cộng đồng",
];
