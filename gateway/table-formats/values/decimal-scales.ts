import { badInput } from "../../../shared/base/errors/graph-error";
import { quote } from "../../../shared/base/errors/quote";
import type { Column, Row } from "../../tables/table";
import { digitsOf, precision } from "./decimal-units";

/** How many rows are looked at before the first is written, where no scale is told. */
const lookedAt = 20_000;

/** Digits after the point where rows follow that were not looked at: room for shares and means, exact to the last. */
const roomy = 18;

export interface ScaledRows {
  /** Digits after the point of each column; undefined where it holds no decimals. */
  scales: readonly (number | undefined)[];
  /** The same rows, those that were looked at first. */
  pages: AsyncIterable<readonly Row[]>;
}

/**
 * How many digits after the point the decimals of each column have, which Arrow and Parquet tell for a whole column
 * before the first row. Where the column tells none, it is as many as its cells need if the table ends within the rows
 * looked at; otherwise at least 18, for a row to come may need more than those before. Throws BAD_USER_INPUT where the
 * cells that were looked at do not fit into 38 digits.
 */
export async function decimalScales(
  columns: readonly Column[],
  pages: AsyncIterable<readonly Row[]>,
): Promise<ScaledRows> {
  const isTold = columns.every(({ type }) => type.kind !== "decimal" || type.scale !== undefined);
  if (isTold) return { scales: columns.map(({ type }) => toldScale(type)), pages };
  const iterator = pages[Symbol.asyncIterator]();
  const seen: (readonly Row[])[] = [];
  let rows = 0;
  let isWhole = false;
  while (rows < lookedAt && !isWhole) {
    const { value, done } = await iterator.next();
    if (done) isWhole = true;
    else {
      seen.push(value);
      rows += value.length;
    }
  }
  const scales = columns.map((column, at) =>
    column.type.kind === "decimal" ? (column.type.scale ?? findScale(column, at, seen, isWhole)) : undefined,
  );
  return { scales, pages: seenAndRest(seen, iterator) };
}

function toldScale(type: Column["type"]): number | undefined {
  return type.kind === "decimal" ? type.scale : undefined;
}

function findScale(
  { name }: Column,
  at: number,
  pages: readonly (readonly Row[])[],
  isWhole: boolean,
): number {
  let most = 0;
  let mostBefore = 0;
  for (const page of pages) {
    for (const row of page) {
      const cell = row[at] ?? null;
      if (cell === null) continue;
      const { before, after } = digitsOf(String(cell));
      most = Math.max(most, after);
      mostBefore = Math.max(mostBefore, before);
    }
  }
  if (most + mostBefore > precision) {
    throw badInput(
      `Expected decimals of at most ${precision} digits in the column ${quote(name)}; its cells need ${mostBefore} before the point and ${most} after it. Take csv, ndjson, json or xlsx, which hold any.`,
      ["format"],
    );
  }
  return isWhole ? most : Math.max(most, Math.min(roomy, precision - mostBefore));
}

async function* seenAndRest(
  seen: (readonly Row[])[],
  iterator: AsyncIterator<readonly Row[]>,
): AsyncGenerator<readonly Row[], void, undefined> {
  try {
    for (let page = seen.shift(); page; page = seen.shift()) yield page;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}
