import { CellProblem, type Column, type ColumnText } from "../../../../shared/import/columns/column";

export const maxKeywords = 50;

/** Ends the sentence "expected …". */
export const expectedKeywords = `at most ${maxKeywords} words of 1 to 100 characters, each once, that begin with a letter or digit and hold no ; and |`;

/** Whether these can be the keywords of a dataset. What would part them in a file cannot be in one. */
export function areKeywords(words: readonly string[]): boolean {
  const fit = words.every((word) =>
    /^[\p{L}\p{N}]([^;|\p{Cc}\p{Cs}]{0,98}[^\s;|\p{Cc}\p{Cs}])?$/u.test(word),
  );
  return fit && words.length <= maxKeywords && new Set(words).size === words.length;
}

/** A cell of keywords with `;` or `|` between them. A comma may be part of one. Staged as text[]. */
export function keywordsColumn(options: ColumnText): Column<readonly string[]> {
  return {
    ...options,
    sqlType: "text[]",
    expected: expectedKeywords,
    read: (cell) => {
      const words = cell.split(/[;|]/).map((word) => word.trim());
      return areKeywords(words) ? words : new CellProblem(expectedKeywords);
    },
    write: (value) => (Array.isArray(value) ? value.join("; ") : String(value)),
  };
}
