import { Sql } from "sql-template-tag";
import { foldText } from "../../base/text/fold-text";
import { type CodeList, nearestCode } from "../../base/text/nearest-code";
import type { SubgraphContext } from "../context/context";
import { defineLoader } from "../loader/loaders";

export interface CodeSetParts {
  /** What a value must be, as messages say it: `the code of a known organization`. */
  expected: string;
  /**
   * All codes there are: themselves, or a SELECT of `code`, and of `names` (text[]) where people know them by names,
   * too. In an order that decides between equally near ones.
   */
  codes: readonly string[] | Sql;
  /**
   * The code of the whole among those of its parts: to be in it is no
   * condition, and not to be in it holds for nothing.
   */
  whole?: string;
}

/**
 * The codes of one kind, all of which the subgraph has, so that it can distinguish an unknown one from one without
 * rows. They are cached in memory and read anew when a request names one that is not among them: a code that has just
 * come is known at once, and one that has gone finds nothing. A list that is empty knows nothing, and refuses nothing.
 */
export class CodeSet {
  readonly expected: string;
  readonly whole: string | undefined;
  readonly #read = defineLoader<CodeList, void, SubgraphContext>(async ([key = ""], { database, codes }) => {
    const list = listOf(this.codes instanceof Sql ? await database.rows<CodeRow>(this.codes) : this.codes);
    codes.set(this, list);
    return new Map([[key, list]]);
  });
  readonly #nearest = defineLoader<string, void, SubgraphContext>(async (texts, context) => {
    const codes = await this.#list(context);
    const found = texts.map((text) => [text, nearestCode(text, codes)] as const);
    return new Map(found.filter((pair): pair is [string, string] => pair[1] !== undefined));
  });
  private readonly codes: CodeSetParts["codes"];

  constructor({ expected, codes, whole }: CodeSetParts) {
    this.expected = expected;
    this.codes = codes;
    this.whole = whole;
  }

  /** Whether a code was among them when they were last read. */
  holds(code: string, { codes }: SubgraphContext): boolean {
    return codes.get(this)?.has(code) ?? false;
  }

  /** Those of some codes that there are not, each once. They are read anew, once a request. */
  async unknownAmong(codes: readonly string[], context: SubgraphContext): Promise<string[]> {
    const list = await this.#list(context);
    return list.size === 0 ? [] : [...new Set(codes)].filter((code) => !list.has(code));
  }

  /** The code that a text was most likely meant for; undefined when none is near. */
  nearest(text: string, context: SubgraphContext): Promise<string | undefined> {
    return context.load(this.#nearest, text);
  }

  #list(context: SubgraphContext): Promise<CodeList> {
    return context.loadKnown(this.#read, "");
  }
}

interface CodeRow {
  code: string;
  names?: readonly (string | null)[] | null;
}

function listOf(codes: readonly string[] | readonly CodeRow[]): CodeList {
  const rows = codes.map((one) => (typeof one === "string" ? { code: one } : one));
  return new Map(
    rows.map(({ code, names }: CodeRow) => [
      code,
      [code, ...(names ?? [])].filter((word) => word !== null).map(foldText),
    ]),
  );
}
