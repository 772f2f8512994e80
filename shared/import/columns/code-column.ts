import type { Column, ColumnText } from "./column";
import { textColumn } from "./text-columns";

/** The key of a row that people write: 1 to 50 letters, digits, points, slashes and hyphens. */
export function codeColumn(options: ColumnText): Column<string> {
  return textColumn({
    ...options,
    maxLength: 50,
    pattern: {
      test: /^[A-Za-z0-9][A-Za-z0-9./-]*$/,
      expected: "1 to 50 letters, digits, points, slashes and hyphens",
    },
  });
}
