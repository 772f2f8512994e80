import { foldWords } from "./fold-words";

/*
 * Words that mean the same to somebody who searches. Names and descriptions are there in both languages, so most of the
 * translation is done by the labels; here is what neither language's label says.
 */
const groups = [
  "ward, phường, phường xã",
  "commune, xã",
  "administrative unit, đơn vị hành chính, địa phương, local government",
  "overdue, late, delayed, quá hạn, trễ hạn, chậm",
  "deadline, due, due date, hạn, thời hạn, hạn hoàn thành",
  "dossier, case, application form, hồ sơ",
  "procedure, thủ tục, thủ tục hành chính, TTHC",
  "online service, public service, dịch vụ công, dịch vụ công trực tuyến, DVC, DVCTT",
  "organization, agency, body, office, department, cơ quan, đơn vị, sở ngành, sở",
  "lead organization, responsible, chủ trì, đơn vị chủ trì",
  "coordinating organization, phối hợp",
  "task, job, assignment, nhiệm vụ, công việc",
  "indicator, metric, KPI, chỉ số",
  "target, goal, chỉ tiêu",
  "objective, goal, OKR, mục tiêu",
  "key result, KR, OKR, kết quả then chốt",
  "enterprise, company, business, firm, doanh nghiệp, công ty",
  "startup, khởi nghiệp",
  "dataset, data set, bộ dữ liệu, tập dữ liệu",
  "open data, dữ liệu mở",
  "information system, IT system, software, hệ thống thông tin, CNTT, công nghệ thông tin",
  "data center, trung tâm dữ liệu, TTDL",
  "rank, ranking, position, xếp hạng, thứ hạng",
  "satisfaction, rating, hài lòng, đánh giá của người dân",
  "digitised, digitisation, digitalisation, số hóa",
  "average, mean, bình quân, trung bình",
  "rate, share, percentage, percent, ratio, tỷ lệ, tỉ lệ, tỷ trọng",
  "population, people, inhabitants, residents, dân số, dân cư",
  "area, square kilometres, diện tích",
  "source, citation, nguồn, dẫn nguồn",
  "warning, alert, cảnh báo",
  "bottleneck, obstacle, problem, điểm nghẽn, vướng mắc",
  "milestone, mốc",
  "event, conference, meeting, hội nghị, cuộc họp",
  "completed, done, finished, hoàn thành, xong",
  "pending, open, unresolved, đang giải quyết, tồn đọng",
  "resolved, closed, đã giải quyết, có kết quả",
  "payment, fee, charge, thanh toán, phí, lệ phí",
  "received, submitted, intake, tiếp nhận, nộp",
  "applicant, citizen, người nộp, công dân, người dân",
  "5G, mobile coverage, phủ sóng, sóng 5G",
  "employees, staff, workers, lao động, nhân sự",
  "revenue, turnover, doanh thu",
  "progress, tiến độ",
  "audit, log, nhật ký, kiểm tra",
  "trend, time series, chuỗi thời gian, xu hướng",
  "cumulative, running total, lũy kế, cộng dồn",
  "growth, change, increase, tăng giảm, biến động",
  "merged, former, before the merger, sáp nhập, trước sáp nhập",
  "processing time, processing days, thời gian giải quyết, số ngày giải quyết",
  "migrated, moved, migration, chuyển, di chuyển",
  "platform, super app, nền tảng, siêu ứng dụng, iHanoi",
  "readiness, ready, sẵn sàng",
  "green lane, luồng xanh, làn xanh",
  "published, announced, công bố",
  "synthetic, demo, generated, mô phỏng, giả lập",
  "SKHCN, Sở Khoa học và Công nghệ, organization code, mã đơn vị",
  "UBND, Ủy ban nhân dân, People's Committee",
  "BCĐ, BCD57, Ban Chỉ đạo 57, Steering Committee",
  "service point, counter, one-stop shop, điểm phục vụ, một cửa, bộ phận một cửa",
  "PII, composite index, chỉ số tổng hợp, đổi mới sáng tạo cấp địa phương",
  "DTI, composite index, chỉ số tổng hợp, chuyển đổi số",
].map((group) => group.split(", ").map(foldWords));

/** A part of a query, and what else it may be called; each a run of folded words. */
export interface Synonym {
  /** Index of its first word in the query. */
  from: number;
  length: number;
  others: readonly (readonly string[])[];
}

/** What in a query has other names. */
export function synonymsIn(words: readonly string[]): Synonym[] {
  return groups.flatMap((group) =>
    group.flatMap((phrase) =>
      positionsOf(phrase, words).map((from) => ({
        from,
        length: phrase.length,
        others: group.filter((other) => other !== phrase),
      })),
    ),
  );
}

function positionsOf(phrase: readonly string[], words: readonly string[]): number[] {
  return words.flatMap((_, from) => (phrase.every((word, at) => words[from + at] === word) ? [from] : []));
}
