import { createHash } from "node:crypto";
import { badInput } from "../../base/errors/graph-error";
import type { Cube } from "../cube/cube";
import { type Group, groupKey, type StatisticsQuery } from "../cube/statistics-query";
import { keysOf } from "../cube/statistics-sql";

/** So many groups can be paged through. */
const mostPaged = 100_000;

/** Where a page of groups ended: how many came so far, and the keys of the last one. */
export interface GroupCursor {
  ordinal: number;
  keys: string;
}

/** The cursor behind a group of an answer; `ordinal` counts from 1, also over the pages before. */
export function cursorOf(cube: Cube, query: StatisticsQuery, { keys }: Group, ordinal: number): string {
  const parts = [fingerprint(cube, query), ordinal, groupKey(keys, keysOf(cube, query))];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** Reads the cursor of a query. Refuses one of another. */
export function cursorIn(cube: Cube, query: StatisticsQuery, after: string): GroupCursor {
  const [fingerprintOfCursor, ordinal, keys] = partsOf(after);
  if (
    typeof ordinal !== "number" ||
    typeof keys !== "string" ||
    !Number.isSafeInteger(ordinal) ||
    ordinal < 1
  )
    throw badInput("after: expected an endCursor of this question; got something else.", ["after"]);
  if (fingerprintOfCursor !== fingerprint(cube, query))
    throw badInput("after: expected an endCursor of this question; got one of another question.", ["after"]);
  if (ordinal + query.first > mostPaged)
    throw badInput(
      `after: expected at most ${mostPaged} groups over all pages; got more. Filter, or group by less.`,
      ["after"],
    );
  return { ordinal, keys };
}

/** The groups behind a cursor: behind its group, or where that is there no more, behind its ordinal. */
export function groupsAfter(
  cube: Cube,
  query: StatisticsQuery,
  groups: readonly Group[],
  { ordinal, keys }: GroupCursor,
): { groups: Group[]; before: number } {
  const names = keysOf(cube, query);
  const at = groups.findIndex((group) => groupKey(group.keys, names) === keys);
  const before = at === -1 ? ordinal : at + 1;
  return { groups: groups.slice(before, before + query.first + 1), before };
}

function partsOf(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    return Array.isArray(parts) ? parts : [];
  } catch {
    // Not one of ours: the caller refuses it.
    return [];
  }
}

/** Identifies a query by all that decides which groups there are and in which order. */
function fingerprint(cube: Cube, query: StatisticsQuery): string {
  const { asOf, filter, groupBy, classes, timeBucket, having, orderBy, topWithin } = query;
  const parts = [
    cube.name,
    asOf ?? null,
    filter ?? {},
    groupBy.toSorted(),
    classes ?? [],
    timeBucket ?? null,
  ];
  return createHash("sha256")
    .update(JSON.stringify([...parts, having ?? [], orderBy ?? [], topWithin ?? null]))
    .digest("base64url")
    .slice(0, 12);
}
