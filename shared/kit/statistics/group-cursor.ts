import { createHash } from "node:crypto";
import { badInput } from "../../base/errors/graph-error";
import type { Cube } from "../cube/cube";
import { type Group, groupKey, type StatisticsQuery } from "../cube/statistics-query";
import { keysOf } from "../cube/statistics-sql";

/** So many groups can be paged through. */
const mostPaged = 100_000;

/** Where a page of groups ended: how many came so far, and the keys of the last one. */
export interface GroupCursor {
  place: number;
  keys: string;
}

/** The cursor behind a group of an answer; `place` counts from 1, also over the pages before. */
export function cursorOf(cube: Cube, question: StatisticsQuery, { keys }: Group, place: number): string {
  const parts = [fingerprint(cube, question), place, groupKey(keys, keysOf(cube, question))];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** Reads the cursor of a question. Refuses one of another. */
export function cursorIn(cube: Cube, question: StatisticsQuery, after: string): GroupCursor {
  const [asked, place, keys] = partsOf(after);
  if (typeof place !== "number" || typeof keys !== "string" || !Number.isSafeInteger(place) || place < 1)
    throw badInput("after: expected an endCursor of this question; got something else.", ["after"]);
  if (asked !== fingerprint(cube, question))
    throw badInput("after: expected an endCursor of this question; got one of another question.", ["after"]);
  if (place + question.first > mostPaged)
    throw badInput(
      `after: expected at most ${mostPaged} groups over all pages; got more. Filter, or group by less.`,
      ["after"],
    );
  return { place, keys };
}

/** The groups behind a cursor: behind its group, or where that is there no more, behind its place. */
export function groupsAfter(
  cube: Cube,
  question: StatisticsQuery,
  groups: readonly Group[],
  { place, keys }: GroupCursor,
): { groups: Group[]; before: number } {
  const names = keysOf(cube, question);
  const at = groups.findIndex((group) => groupKey(group.keys, names) === keys);
  const before = at === -1 ? place : at + 1;
  return { groups: groups.slice(before, before + question.first + 1), before };
}

function partsOf(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    return Array.isArray(parts) ? parts : [];
  } catch {
    // Not ours: refused by who asks.
    return [];
  }
}

/** Tells one question from another, by all that decides which groups there are and in which order. */
function fingerprint(cube: Cube, question: StatisticsQuery): string {
  const { asOf, filter, groupBy, classes, timeBucket, having, orderBy, topWithin } = question;
  const asked = [
    cube.name,
    asOf ?? null,
    filter ?? {},
    groupBy.toSorted(),
    classes ?? [],
    timeBucket ?? null,
  ];
  return createHash("sha256")
    .update(JSON.stringify([...asked, having ?? [], orderBy ?? [], topWithin ?? null]))
    .digest("base64url")
    .slice(0, 12);
}
