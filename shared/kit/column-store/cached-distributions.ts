import {
  type Distribution,
  type FoundDistributions,
  groupKey,
  type StatisticsQuery,
} from "../cube/statistics-query";
import { type Reading, readingOf } from "./cached-groups";
import { columnNames } from "./storage/layout";
import type { StoreCube } from "./storage/row-condition-sql";
import { changeAsOf } from "./storage/rows-as-of";
import { keysOfRow, matches, type SignedRow } from "./storage/stored-row";

/** How a number is spread in some groups, or in all, kept exact by counting only what has changed since. */
export class CachedDistributions {
  readonly #reading: Reading;
  readonly #found: FoundDistributions;
  /** The requested groups; undefined for all groups. */
  readonly #among: ReadonlySet<string> | undefined;
  offset: number;

  constructor(
    store: StoreCube,
    query: StatisticsQuery,
    found: FoundDistributions,
    among: ReadonlySet<string> | undefined,
    offset: number,
  ) {
    this.#reading = readingOf(store, query);
    this.#found = found;
    this.#among = among;
    this.offset = offset;
  }

  /** Whether it knows these groups. */
  knows(groups: ReadonlySet<string>): boolean {
    const among = this.#among;
    return among === undefined || [...groups].every((group) => among.has(group));
  }

  get found(): FoundDistributions {
    return this.#found;
  }

  get weight(): number {
    return [...this.#found.groups.values()].reduce(
      (sum, { size }) => sum + 8 + size * 4,
      this.#found.all.size * 4,
    );
  }

  count(changes: readonly SignedRow[], offset: number): boolean {
    const { store, query, condition, names } = this.#reading;
    const { cube, layout } = store;
    const column = columnNames.number(cube.percentiles?.number ?? "");
    for (const change of changes) {
      const signed = changeAsOf(store, query, change);
      if (!signed) continue;
      const number = signed.row[column];
      if (typeof number !== "number" || !matches(layout, condition, signed)) continue;
      const key = groupKey(keysOfRow(cube, query, signed.row), names);
      add(this.#found.all, number, signed.sign);
      if (this.#among && !this.#among.has(key)) continue;
      const group: Distribution = this.#found.groups.get(key) ?? new Map();
      this.#found.groups.set(key, group);
      add(group, number, signed.sign);
    }
    this.offset = offset;
    return true;
  }
}

function add(distribution: Distribution, number: number, rows: number): void {
  distribution.set(number, (distribution.get(number) ?? 0) + rows);
}
