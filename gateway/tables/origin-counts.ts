import { getNamedType } from "graphql";
import { isJsonObject, ownValue } from "../values/json";
import type { FoundList } from "./lists/find-lists";
import { listKindOf } from "./lists/list-kind";
import type { SelectedField } from "./lists/selected-fields";
import { valueAt } from "./lists/value-at";
import { isNodeType, silent } from "./pages/silent-fields";

/** Where the values of a table's rows come from, as far as they say so. */
export interface OriginCounts {
  /** Rows by the least certain origin of what they show: SYNTHETIC before REPORTED before PUBLISHED. */
  readonly byOrigin: ReadonlyMap<string, number>;
  /** Rows of which a statistic is protected. */
  readonly protectedRows: number;
  /** Titles of documents that rows are published in, each once. */
  readonly sources: ReadonlySet<string>;
  /** Counts a row, by the object that it is made of. */
  add(object: unknown): void;
}

/** From the least certain on. */
const origins = ["SYNTHETIC", "REPORTED", "PUBLISHED"];
/** Of how many documents the titles are kept. */
const mostSources = 200;

/** Counts what the first objects of a list, `limit` at most, say of themselves and of what is a part of them; see `markFieldsOf`. */
export function countOrigins(list: FoundList, limit: number): OriginCounts {
  const places = placesOf(list.node ? list.node.children : list.fields, list.node ? [list.node.name] : []);
  const byOrigin = new Map<string, number>();
  const sources = new Set<string>();
  let protectedRows = 0;
  let counted = 0;
  return {
    byOrigin,
    sources,
    get protectedRows() {
      return protectedRows;
    },
    add(object) {
      if (counted++ >= limit) return;
      const found = new Set<unknown>();
      let isProtected = false;
      for (const path of places) {
        const place = valueAt(object, path);
        if (!isJsonObject(place)) continue;
        found.add(ownValue(place, silent.origin));
        if (ownValue(place, silent.protected) === true) isProtected = true;
        const source = titleOf(ownValue(place, silent.source));
        if (source !== undefined && sources.size < mostSources) sources.add(source);
      }
      if (isProtected) protectedRows++;
      const origin = origins.find((each) => found.has(each));
      if (origin !== undefined) byOrigin.set(origin, (byOrigin.get(origin) ?? 0) + 1);
    },
  };
}

/** The object itself, and below it what is no thing of its own. */
function placesOf(fields: readonly SelectedField[], path: readonly string[]): (readonly string[])[] {
  const parts = fields.flatMap((field) => {
    const type = getNamedType(field.occurrences[0].definition.type);
    if (field.children.length === 0 || listKindOf(field) !== undefined || isNodeType(type)) return [];
    return placesOf(field.children, [...path, field.name]);
  });
  return [path, ...parts];
}

function titleOf(source: unknown): string | undefined {
  if (!isJsonObject(source)) return undefined;
  const told = [source.code, source.title].filter((each) => typeof each === "string" && each !== "");
  return told.length === 0 ? undefined : told.join(": ");
}
