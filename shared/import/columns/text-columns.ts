import { protectFormula, unprotectFormula } from "../../base/text/formula-text";
import type { CellType } from "../row/file-row";
import { CellProblem, type Column, type ColumnText } from "./column";

export interface TextOptions extends ColumnText {
  /** Longest text, in characters; 500 by default. */
  maxLength?: number;
  /** What the text must look like, and how that is said: `{ test: /^U\d+$/, expected: "a code as U00004" }`. */
  pattern?: { test: RegExp; expected: string };
}

/** Text, stored as it came but for what nobody sees (`cleanCell`). Quoted cells may contain tabs and line breaks. */
export function textColumn(options: TextOptions): Column<string> {
  const { maxLength = 500, pattern } = options;
  const expected = pattern?.expected ?? `a text of at most ${maxLength} characters`;
  return {
    ...options,
    sqlType: "text",
    expected,
    read: (cell, type) => {
      const text = withoutApostrophe(cell, type);
      if (text instanceof CellProblem) return text;
      if (controlCharacter.test(text)) return new CellProblem("a text without control characters");
      if (text.trim() === "") return new CellProblem(expected, "it holds nothing but blanks");
      if (text.length > maxLength && [...text].length > maxLength) {
        return new CellProblem(`a text of at most ${maxLength} characters`, `it has ${[...text].length}`);
      }
      return pattern && !pattern.test.test(text) ? new CellProblem(expected) : text;
    },
    write: (value) => protectFormula(String(value)),
  };
}

export interface CodesOptions extends ColumnText {
  /** What the codes are, e.g. `codes of organizations`. */
  what: string;
  /** Whether names may stand for them, which a check then finds (`KnownNames`). */
  hasNames?: boolean;
  /** Most codes in a cell; 100 by default. */
  maxCodes?: number;
}

const code = /^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,63}$/u;
const name = /^[\p{L}\p{N}][\p{L}\p{N}\p{M} .,'’&()/–-]{0,299}$/u;

/**
 * A list of codes, each once, with `;`, `,`, `|` or a line break between them. Where names may stand for codes, a comma belongs
 * to a name as soon as anything else separates them.
 */
export function codesColumn(options: CodesOptions): Column<readonly string[]> {
  const { what, maxCodes = 100, hasNames = false } = options;
  const expected = `${what} with ; between them`;
  return {
    ...options,
    sqlType: "text[]",
    expected,
    read: (cell) => {
      const between = hasNames && /[;|\n]/.test(cell) ? /[;|\n]/ : /[;,|\n]/;
      const codes = cell
        .replace(/[;,|\s]+$/, "")
        .split(between)
        .map((part) => part.trim());
      const bad = codes.find((part) => !(hasNames ? name : code).test(part));
      if (bad !== undefined) return new CellProblem(expected, `${JSON.stringify(bad)} is no code`);
      const twice = codes.find((part, index) => codes.indexOf(part) !== index);
      if (twice !== undefined) return new CellProblem(expected, `${twice} is there twice`);
      return codes.length > maxCodes ? new CellProblem(`at most ${maxCodes} ${what}`) : codes;
    },
    write: (value) => (Array.isArray(value) ? value.join("; ") : String(value)),
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for.
const controlCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff]/;

/** A dash or a plus before a word is an item of a list, and no formula: there is neither a call nor another program in it. */
const listItem = /^[-+]\s*\p{L}[^|=!]*$/u;
const call = /[A-Za-z_][\w.]*\(|^[-+]\s*\$?[A-Za-z]{1,3}\$?\d/;

function withoutApostrophe(cell: string, type: CellType | undefined): string | CellProblem {
  // What a workbook says is text has never been a formula, and keeps its apostrophe.
  if (type === "text") return cell;
  const text = unprotectFormula(cell);
  if (text !== undefined) return text;
  if (listItem.test(cell) && !call.test(cell)) return cell;
  return new CellProblem(
    "a text that a spreadsheet does not take for a formula",
    "if it is meant as text, put an apostrophe (') before it",
    { cause: "formula" },
  );
}
