import { textColumn } from "../../../shared/import/columns/text-columns";
import { defineImport } from "../../../shared/import/definition/import-definition";
import { upsertRows } from "../../../shared/import/upsert-rows";
import { expectedUrl, isWebUrl } from "../../../shared/kit/mutation/web-url";

/** Public documents that figures cite. None without who published it. */
export const importSources = defineImport({
  name: "sources",
  description: "Public documents that figures are taken from.",
  columns: {
    id: textColumn({
      header: { en: "Id", vi: "Mã nguồn" },
      required: true,
      example: "hanoimoi-2025-11-10",
      explanation: "Key of the document.",
      maxLength: 80,
      pattern: {
        test: /^[a-z0-9][a-z0-9.-]*$/,
        expected: "1 to 80 small letters, digits, points and hyphens",
      },
    }),
    publisher: textColumn({
      header: { en: "Publisher", vi: "Nơi công bố" },
      required: true,
      example: "Hànộimới",
      explanation: "Who published it.",
    }),
    title: textColumn({
      header: { en: "Title", vi: "Tiêu đề" },
      required: true,
      example: "Một bài báo",
      explanation: "Its title, in the language in which it was published.",
    }),
    published_on: textColumn({
      header: { en: "Published on", vi: "Ngày công bố" },
      example: "2025-11-10",
      explanation: "A day or only a month, as far as it is known.",
      pattern: {
        test: /^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/,
        expected: "YYYY-MM-DD or YYYY-MM",
      },
    }),
    url: textColumn({
      header: { en: "URL", vi: "Địa chỉ" },
      example: "https://hanoimoi.vn/mot-bai-bao",
      explanation: "Where it can be read.",
      maxLength: 2000,
    }),
  },
  key: ["id"],
  checkRow: ({ published_on: day, url }, { today }) => [
    ...(day !== null && day > today
      ? [{ column: "published_on" as const, expected: `a day up to today, ${today}` }]
      : []),
    ...(url !== null && !isWebUrl(url) ? [{ column: "url" as const, expected: expectedUrl }] : []),
  ],
  apply: (staged) =>
    upsertRows(staged, {
      table: "source_document",
      key: ["id", "id"],
      columns: {
        publisher: { column: "publisher" },
        title: { column: "title" },
        published_on: { column: "published_on" },
        url: { column: "url" },
      },
      always: {},
    }),
});
