/**
 * What is left of a text when case, accents (đ included), surrounding blanks and the width of inner blanks do
 * not count: `  Hạn  hoàn thành` and `han hoan thanh` are one.
 */
export function foldText(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .replace(/[đĐ]/g, "d")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();
}
