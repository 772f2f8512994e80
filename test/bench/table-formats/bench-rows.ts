import type { Column, Row } from "../../../gateway/tables/table";
import { columnsOf } from "../../support/tables/answer-of";

/** As an export of dossiers has them. */
export const columns: Column[] = columnsOf({
  Mã: "text",
  "Mã đơn vị": "text",
  "Đơn vị": "text",
  "Thủ tục": "text",
  "Lĩnh vực": "text",
  "Trạng thái": "text",
  "Ngày hẹn": "date",
  "Tiếp nhận": "instant",
  "Trả kết quả": "instant",
  "Lệ phí": { kind: "decimal", scale: 2 },
  "Số ngày": "integer",
  "Trực tuyến": "boolean",
  "Tỷ lệ": "float",
});

const fields = ["Đất đai", "Hộ tịch", "Đăng ký kinh doanh", "Xây dựng", "Tư pháp"];
const statuses = ["RESOLVED_ON_TIME", "RESOLVED_LATE", "PENDING", "OVERDUE"];
const pageRows = 1000;
const firstMs = Date.UTC(2025, 6, 1);

/** Pages of rows as they come from JSON: each with texts of its own. */
export async function* benchPages(rows: number): AsyncGenerator<Row[], void, undefined> {
  for (let at = 0; at < rows; at += pageRows) {
    yield Array.from({ length: Math.min(pageRows, rows - at) }, (_, index) => rowOf(at + index));
  }
}

function rowOf(at: number): Row {
  return [
    `D-${String(at).padStart(9, "0")}`,
    String(4 + ((at * 7) % 126)).padStart(5, "0"),
    `Phường ${(at * 31) % 126}`,
    `1.00${String(at % 2100).padStart(4, "0")}`,
    `${fields[at % 5]} và các thủ tục liên quan`,
    statuses[at % 4] ?? null,
    `2025-11-${String(1 + (at % 28)).padStart(2, "0")}`,
    new Date(firstMs + at * 1000).toISOString(),
    at % 3 === 0 ? null : new Date(firstMs + at * 1000 + 86_400_000).toISOString(),
    `${(at * 1000) % 99_999_999}.${String(at % 100).padStart(2, "0")}`,
    at % 37,
    at % 2 === 0,
    at / 7,
  ];
}
