import { isDeepStrictEqual } from "node:util";
import type { ReadAnswer } from "./gateway-under-test";
import type { OracleAnswer } from "./world/single-schema";

/**
 * How an answer differs from the oracle's; undefined when it does not. Data is equal, nulls and order included. The places
 * where errors stand are equal as a set: an error whose null spreads stands where the null ends up, for which of several
 * that lead there is told, the specification leaves open. Whichever it is, the oracle must have it.
 */
export function differenceOf(answer: ReadAnswer, oracle: OracleAnswer): string | undefined {
  const [data, wanted] = [JSON.stringify(answer.data ?? null), JSON.stringify(oracle.data ?? null)];
  if (data !== wanted) return `data ${data}\n  expected ${wanted}`;
  const told = (answer.errors ?? []).map(({ path }) => path ?? ["nowhere"]);
  const possible = new Set(oracle.errorPaths.map(textOf));
  const strange = told.map(textOf).filter((path) => !possible.has(path));
  if (strange.length > 0) {
    return `errors at ${strange.join(", ")}\n  expected some of ${[...possible].join(", ")}`;
  }
  const nulls = nullsOf(answer.data, told);
  const missing = [...nullsOf(answer.data, oracle.errorPaths)].filter((place) => !nulls.has(place));
  return missing.length > 0 ? `no errors that tell of the nulls at ${missing.join(", ")}` : undefined;
}

/**
 * The same of an answer that came in parts: its fields are in any order, and an error whose null spreads out of a part stands as
 * far as the part that has told it leads, or where this part has lost a field by it.
 */
export function differenceInParts(answer: ReadAnswer, oracle: OracleAnswer): string | undefined {
  const told = (answer.errors ?? []).map(({ path }) => path ?? ["nowhere"]);
  const possible = oracle.errorPaths.map((path) => `${textOf(path)}.`);
  const isPossible = (path: Path) => possible.some((other) => other.startsWith(`${textOf(path)}.`));
  const nullsOfOracle = nullsOf(answer.data, oracle.errorPaths);
  const hasLost = (path: Path) =>
    [...nullsOf(answer.data, [path])].every((place) => nullsOfOracle.has(place));
  const strange = told.filter((path) => !isPossible(path) && !hasLost(path));
  if (!isDeepStrictEqual(answer.data ?? null, plainCopy(oracle.data ?? null))) {
    return `data ${JSON.stringify(answer.data)}\n  expected ${JSON.stringify(oracle.data)}`;
  }
  if (strange.length > 0) {
    return `errors at ${strange.map(textOf).join(", ")}\n  expected some of ${possible.join(", ")}`;
  }
  const nulls = nullsOf(answer.data, told);
  const missing = [...nullsOfOracle].filter((place) => !nulls.has(place));
  return missing.length > 0 ? `no errors that tell of the nulls at ${missing.join(", ")}` : undefined;
}

function plainCopy(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data));
}

/**
 * Places where an answer has anything else than the whole one, but for nulls of which an error tells why; where it came in parts,
 * also for what is not there.
 */
export function unexplainedNulls(
  { data = null, errors = [] }: ReadAnswer,
  whole: unknown,
  isNull: (value: unknown) => boolean = (value) => value === null,
): string[] {
  const told = errors.map(({ path = [] }) => `${path.join(".")}.`);
  const unexplained: string[] = [];
  const walk = (value: unknown, expected: unknown, path: string): void => {
    if (typeof value === "object" && value !== null && typeof expected === "object" && expected !== null) {
      for (const [key, inner] of Object.entries(expected)) {
        walk(Reflect.get(value, key), inner, `${path}${key}.`);
      }
    } else if (value !== expected && !(isNull(value) && told.some((other) => other.startsWith(path)))) {
      unexplained.push(path);
    }
  };
  walk(data, whole, "");
  return unexplained;
}

type Path = readonly (string | number)[];

function textOf(path: Path): string {
  return path.join(".");
}

/** Where the nulls are that errors have ended up as. */
function nullsOf(data: unknown, paths: readonly Path[]): Set<string> {
  return new Set(
    paths.map((path) => {
      let value = data;
      const end = path.findIndex((step) => {
        if (typeof value !== "object" || value === null) return true;
        value = Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined;
        return false;
      });
      return textOf(end < 0 ? path : path.slice(0, end));
    }),
  );
}
