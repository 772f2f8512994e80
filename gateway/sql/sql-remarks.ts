import type { Language } from "../tables/table";
import type { FromWorker } from "./messages/messages";
import type { SqlRequest } from "./sql-request";

/** What a reader has to know of an answer of SQL itself, in a language. */
export function sqlRemarks(
  { isCut, emptied }: Extract<FromWorker, { kind: "answer" }>,
  { limit = 0 }: SqlRequest,
  language: Language,
): string[] {
  const isVietnamese = language === "vi";
  const count = (number: number) => number.toLocaleString(language);
  const remarks: string[] = [];
  if (isCut) {
    remarks.push(
      isVietnamese
        ? `answer: chỉ ${count(limit)} dòng đầu theo yêu cầu; còn nhiều dòng nữa.`
        : `answer: only the first ${count(limit)} rows, as was asked; more follow.`,
    );
  }
  if (emptied > 0) {
    remarks.push(
      isVietnamese
        ? `answer: ${count(emptied)} giá trị để trống vì không phải là số, vô hạn, hoặc nằm ngoài các năm từ 1 đến 9999.`
        : `answer: ${count(emptied)} values are empty, for they are not numbers, infinite, or outside the years 1 to 9999.`,
    );
  }
  return remarks;
}
