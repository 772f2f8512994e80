import { isJsonObject, type JsonObject, ownValue } from "../values/json";

/** Where an answer's data comes from, as its own rows tell. Paths are of response names, without the places in lists. */
export interface Provenance {
  /** How many objects at a path are of each origin; `field` is `origin`, or the part of the object that it is of. */
  origins: { path: string; field: string; origin: string; objects: number }[];
  /** Documents that are cited, the most often cited first. */
  sources: {
    title: string;
    publisher: string | null;
    publishedOn: string | null;
    url: string | null;
    cited: number;
  }[];
  /** Days and instants that objects at a path are of, each once. */
  days: { path: string; field: string; values: string[] }[];
  /** Paths of objects with protected numbers. */
  protectedPaths: string[];
  /** Paths of which there are more rows than these. */
  incompletePaths: string[];
  /** Paths at which there is anything. */
  seenPaths: ReadonlySet<string>;
}

/** Takes the added fields out of an answer's data, which is changed by it, and tells what they said. */
export function takeProvenance(data: JsonObject, prefix: string): Provenance {
  const origins = new Map<string, Provenance["origins"][number]>();
  const sources = new Map<string, Provenance["sources"][number]>();
  const days = new Map<string, { path: string; field: string; values: Set<string> }>();
  const protectedPaths = new Set<string>();
  const incompletePaths = new Set<string>();
  const seenPaths = new Set<string>();

  const countOrigin = (path: string, field: string, value: unknown) => {
    // Null where nothing was there that it could be made of.
    if (typeof value !== "string") return;
    const key = `${path} ${field} ${value}`;
    const known = origins.get(key) ?? { path, field, origin: value, objects: 0 };
    known.objects++;
    origins.set(key, known);
  };
  const citeSource = (document: JsonObject) => {
    const textOf = (name: string) => (typeof document[name] === "string" ? document[name] : null);
    const [title, publisher] = [textOf("title") ?? "", textOf("publisher")];
    const [publishedOn, url] = [textOf("publishedOn"), textOf("url")];
    const key = JSON.stringify([title, publisher, publishedOn, url]);
    const known = sources.get(key) ?? { title, publisher, publishedOn, url, cited: 0 };
    known.cited++;
    sources.set(key, known);
  };
  const addDay = (path: string, field: string, value: string) => {
    const known = days.get(`${path} ${field}`) ?? { path, field, values: new Set() };
    known.values.add(value);
    days.set(`${path} ${field}`, known);
  };
  const read = (path: string, field: string, value: unknown) => {
    if (field === "protected") {
      if (value === true) protectedPaths.add(path);
    } else if (field === "truncated" || field === "pageInfo") {
      const hasMore = isJsonObject(value) ? value.hasNextPage : value;
      if (hasMore === true) incompletePaths.add(path);
    } else if (isJsonObject(value)) citeSource(value);
    else if (/^(asOf|dataAsOf|dataThrough)$/.test(field)) {
      if (typeof value === "string") addDay(path, field, value);
    } else if (!/ource$/.test(field)) countOrigin(path, field, value);
  };
  const walk = (value: unknown, path: string) => {
    if (Array.isArray(value)) {
      for (const each of value) walk(each, path);
      return;
    }
    if (value !== null) seenPaths.add(path);
    if (!isJsonObject(value)) return;
    for (const name of Object.keys(value)) {
      const own = ownValue(value, name);
      if (name.startsWith(prefix)) {
        read(path, name.slice(prefix.length), own);
        delete value[name];
      } else walk(own, path === "" ? name : `${path}.${name}`);
    }
  };
  walk(data, "");
  return {
    origins: byPath([...origins.values()]),
    sources: [...sources.values()].sort((one, other) => other.cited - one.cited),
    days: byPath([...days.values()].map((each) => ({ ...each, values: [...each.values].sort() }))),
    protectedPaths: [...protectedPaths],
    incompletePaths: [...incompletePaths],
    seenPaths,
  };
}

/** What stands around something before it. */
function byPath<Each extends { path: string }>(all: Each[]): Each[] {
  return all.sort((one, other) => (one.path < other.path ? -1 : Number(one.path > other.path)));
}
