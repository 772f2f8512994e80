import type { Language } from "../../../../tables/table";

/** What CodeMirror says itself, in Vietnamese; the keys are its own English texts. */
const vietnamese: Record<string, string> = {
  Completions: "Gợi ý",
  Diagnostics: "Lỗi",
  "No diagnostics": "Không có lỗi",
  Find: "Tìm",
  Replace: "Thay bằng",
  next: "tiếp",
  previous: "trước",
  all: "tất cả",
  "match case": "phân biệt hoa thường",
  regexp: "biểu thức chính quy",
  "by word": "theo từ",
  replace: "thay",
  "replace all": "thay tất cả",
  close: "đóng",
  "current match": "kết quả hiện tại",
  "replaced $ matches": "đã thay $ chỗ",
  "replaced match on line $": "đã thay ở dòng $",
  "on line": "ở dòng",
  "Control character": "Ký tự điều khiển",
  "Selection deleted": "Đã xoá phần chọn",
  "Go to line": "Đến dòng",
  go: "đến",
};

/** Texts of the editor itself in a language. */
export function phrasesOf(language: Language): Record<string, string> {
  return language === "vi" ? vietnamese : {};
}
