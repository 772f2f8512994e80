import type { ImportDefinition } from "../../import/definition/import-definition";
import type { Translate } from "../../import/report/translate";

/** An import as clients see it: what its files hold. */
export interface DescribedImport {
  name: string;
  description: string;
  /** Whether editors may import rows of their organization; admins may always. */
  isForEditors: boolean;
  columns: {
    key: string;
    header: { en: string; vi: string };
    required: boolean;
    /** Whether it is one of those that name a row. */
    isKey: boolean;
    /** What a cell must be, in the language asked for. */
    expected: string;
    example: string;
  }[];
}

export function describeImports(
  imports: readonly ImportDefinition[],
  translate: Translate,
): DescribedImport[] {
  return imports.map(({ name, description, owner, columns, key }) => ({
    ...{ name, description: translate(description), isForEditors: owner !== undefined },
    columns: Object.entries(columns).map(([id, { header, required = false, expected, example }]) => ({
      ...{ key: id, header, required, isKey: key.includes(id), expected: translate(expected), example },
    })),
  }));
}
