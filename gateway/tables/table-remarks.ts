import type { OriginCounts } from "./origin-counts";
import type { Language } from "./table";

/** What became of the reading of one table. */
export interface TableProgress {
  name: string;
  rows: number;
  pages: number;
  /** When its first and its last page were asked for; ISO 8601. */
  from?: string;
  to?: string;
  /** The earliest instant that a page is as of, where a replica was read that may be behind; ISO 8601. */
  dataAsOf?: string;
  /** Rows that the request wanted at most, where it stopped there although more follow. */
  stoppedAt?: number;
  /** Objects around the list that have none of its objects. */
  empty: number;
  /** What the query selects beside the list, by the names in the answer. */
  beside: readonly string[];
  origins: OriginCounts;
}

/** Sentences that a reader of the table has to know, in a language. */
export function remarksOn(progress: TableProgress, language: Language): string[] {
  const words = language === "vi" ? vietnamese : english;
  const { name, rows, pages, from, to, dataAsOf, stoppedAt, empty, beside, origins } = progress;
  const remarks: string[] = [];
  for (const [origin, count] of origins.byOrigin)
    remarks.push(words.origin(name, origin, count, count === rows));
  if (origins.protectedRows > 0) remarks.push(words.protected(name, origins.protectedRows));
  if (pages > 1 && from && to) remarks.push(words.pages(name, pages, from, to));
  if (dataAsOf !== undefined) remarks.push(words.asOf(name, dataAsOf));
  if (stoppedAt !== undefined) remarks.push(words.stopped(name, stoppedAt));
  if (empty > 0) remarks.push(words.empty(name, empty));
  if (beside.length > 0) remarks.push(words.beside(name, beside.join(", "), beside.length));
  return remarks;
}

interface Words {
  origin(name: string, origin: string, count: number, isAll: boolean): string;
  protected(name: string, count: number): string;
  pages(name: string, pages: number, from: string, to: string): string;
  asOf(name: string, instant: string): string;
  stopped(name: string, rows: number): string;
  empty(name: string, count: number): string;
  beside(name: string, fields: string, count: number): string;
}

const inEnglish = (count: number) => count.toLocaleString("en");
const inVietnamese = (count: number) => count.toLocaleString("vi");

const english: Words = {
  origin(name, origin, count, isAll) {
    const which = `${name}: ${isAll ? "all " : ""}${inEnglish(count)} ${count === 1 ? "row is" : "rows are"}`;
    if (origin === "SYNTHETIC") {
      return `${which} synthetic: generated for demonstration, describing no real case. Do not quote them as published.`;
    }
    return origin === "PUBLISHED"
      ? `${which} published: copied from documents that they cite.`
      : `${which} reported by those who own them.`;
  },
  protected: (name, count) =>
    `${name}: the figures of ${inEnglish(count)} ${count === 1 ? "row is" : "rows are"} protected: counts differ from the truth by noise, small ones are shown as 0, and rates over few are empty.`,
  pages: (name, pages, from, to) =>
    `${name}: its ${inEnglish(pages)} pages were read from ${from} to ${to}, not at one moment; a row that was changed meanwhile may be missing, stand twice, or be as it was before or after.`,
  asOf: (name, instant) =>
    `${name}: read from a replica of the sector's database as of ${instant}; what was changed after that may be missing.`,
  stopped: (name, rows) => `${name}: only the first ${inEnglish(rows)} rows, as was asked; more follow.`,
  empty: (name, count) =>
    `${name}: ${inEnglish(count)} of the objects around this list have nothing in it, and no row here.`,
  beside: (name, fields, count) =>
    `${name}: ${fields} ${count === 1 ? "stands" : "stand"} beside the rows in the answer, and not in this table.`,
};

const vietnamese: Words = {
  origin(name, origin, count, isAll) {
    const which = `${name}: ${isAll ? "tất cả " : ""}${inVietnamese(count)} dòng`;
    if (origin === "SYNTHETIC") {
      return `${which} là dữ liệu giả lập, sinh ra để minh hoạ, không mô tả trường hợp có thật. Không trích dẫn như số liệu đã công bố.`;
    }
    return origin === "PUBLISHED"
      ? `${which} là số liệu đã công bố, lấy từ các tài liệu được dẫn nguồn.`
      : `${which} do cơ quan quản lý dữ liệu báo cáo.`;
  },
  protected: (name, count) =>
    `${name}: số liệu của ${inVietnamese(count)} dòng được bảo vệ: số đếm có thêm nhiễu, số nhỏ hiển thị là 0, tỷ lệ trên ít trường hợp để trống.`,
  pages: (name, pages, from, to) =>
    `${name}: ${inVietnamese(pages)} trang được đọc từ ${from} đến ${to}, không phải tại một thời điểm; dòng thay đổi trong lúc đó có thể thiếu, lặp lại, hoặc ở trạng thái trước hay sau thay đổi.`,
  asOf: (name, instant) =>
    `${name}: đọc từ bản sao của cơ sở dữ liệu chuyên ngành, tính đến ${instant}; thay đổi sau thời điểm đó có thể chưa có.`,
  stopped: (name, rows) => `${name}: chỉ ${inVietnamese(rows)} dòng đầu theo yêu cầu; còn nhiều dòng nữa.`,
  empty: (name, count) =>
    `${name}: ${inVietnamese(count)} đối tượng bao ngoài không có phần tử nào trong danh sách này nên không có dòng.`,
  beside: (name, fields) =>
    `${name}: ${fields} nằm ngoài các dòng trong kết quả nên không có trong bảng này.`,
};
