import { foldText } from "../../base/text/fold-text";
import { CellProblem, type Column, type ColumnText } from "./column";

/** A value of an enum, and the words that mean it in a cell besides the value itself. */
export interface Choice<Value extends string> {
  value: Value;
  words?: readonly string[];
}

export interface EnumOptions<Value extends string> extends ColumnText {
  values: readonly Choice<Value>[];
}

/** One of some values, written as itself or by one of its words, without regard to case and accents. Staged as text. */
export function enumColumn<Value extends string>(options: EnumOptions<Value>): Column<Value> {
  const words = wordsOf(options.values.map(({ value, words = [] }) => [value, [value, ...words]]));
  const shown = options.values.map(({ value, words: [word] = [] }) => (word ? `${value} (${word})` : value));
  const expected = `one of ${shown.join(", ")}`;
  return {
    ...options,
    sqlType: "text",
    expected,
    choices: options.values.map(({ value, words: [vi = value] = [] }) => ({ en: value, vi })),
    read: (cell) => readWord(words, cell) ?? new CellProblem(expected),
    write: String,
  };
}

/** Yes or no, in both languages. Staged as boolean. */
export function booleanColumn(options: ColumnText): Column<boolean> {
  const words = wordsOf<boolean>([
    [true, ["true", "yes", "có", "đúng", "1", "x", "✓", "✔", "☑", "đạt", "rồi", "y"]],
    [false, ["false", "no", "không", "sai", "0", "không đạt", "chưa đạt", "chưa", "☐", "n"]],
  ]);
  const expected = "yes (có, true, 1) or no (không, false, 0)";
  return {
    ...options,
    sqlType: "boolean",
    expected,
    choices: [
      { en: "yes", vi: "có" },
      { en: "no", vi: "không" },
    ],
    read: (cell) => readWord(words, cell) ?? new CellProblem(expected),
    write: String,
  };
}

/** A cell is looked for as it stands first: a file has few spellings, and folding each cell takes a microsecond. */
function readWord<Value>(words: ReadonlyMap<string, Value>, cell: string): Value | undefined {
  return words.get(cell) ?? words.get(foldText(cell));
}

/** Values by their words, folded, and as messages show them. */
function wordsOf<Value>(choices: [Value, string[]][]): ReadonlyMap<string, Value> {
  const words = new Map<string, Value>();
  for (const [value, texts] of choices) {
    for (const word of texts.flatMap((text) => [foldText(text), text])) {
      const other = words.get(word);
      if (other !== undefined && other !== value) {
        throw new Error(`Expected a word of one value, got ${word} for ${other} and for ${value}.`);
      }
      words.set(word, value);
    }
  }
  return words;
}
