import { GraphQLError } from "graphql";
import { badInput } from "../../../shared/base/errors/graph-error";
import { isJsonObject, type JsonObject, ownValue } from "../../values/json";
import { valueAt } from "../lists/value-at";
import type { AskedPage, AskPage } from "./ask-page";
import type { ReadLevel } from "./list-levels";
import type { PageQueries } from "./page-query";
import { createPageSize, type PageSize } from "./page-size";
import { silent, silentVariables } from "./silent-fields";

/** Some objects of a list, and the cursor behind them where more follow. */
export interface Portion {
  objects: readonly unknown[];
  next: string | undefined;
}

/** Reads the lists that lead to the rows, each a portion at a time. */
export interface ListReader {
  /** Asks for objects of the outermost list, behind a cursor; `left` at most. */
  askRoot(after: string | null, left: number): Promise<Portion>;
  /** What has come of a list within an object of the list around it. */
  open(level: number, outer: unknown): Portion;
  /** Asks for more of it. Throws BAD_USER_INPUT where it cannot be asked for alone. */
  askRest(level: number, outer: unknown, after: string, left: number): Promise<Portion>;
}

export interface ListReaderOptions {
  levels: readonly ReadLevel[];
  queries: PageQueries;
  variables: JsonObject;
  ask: AskPage;
  pageRows: number;
  /** Most rows of the next page, as others let it be. */
  mostRows: () => number;
}

/** Objects of a list that come with each object of the list around it. */
const innerRows = 100;
const innerRowsOfDeepLists = 20;
/** The first page of a list with lists within it. */
const outerRows = 10;
/** Each page of a statistic counts anew, so it has as many rows as most have in all. */
const firstStatisticRows = 1_000;
const statisticRows = 5_000;
/** From any subgraph a page of so many rows can be had, whoever asks. */
const rowsForAll = 200;

export function createListReader(options: ListReaderOptions): ListReader {
  const { levels, queries, variables, ask, pageRows, mostRows } = options;
  const isDeep = levels.length > 2;
  const sizes = levels.map(({ list }, level) =>
    list.kind === "statistic"
      ? createPageSize(statisticRows, firstStatisticRows)
      : createPageSize(pageRows, level === 0 && levels.length > 1 ? outerRows : undefined),
  );
  /** Variables of the first pages of the lists below one. */
  const firstPages = (above: number): JsonObject => {
    const values: JsonObject = {};
    for (const [level, { isPaged, most, after }] of levels.entries()) {
      if (level <= above || !isPaged) continue;
      values[silentVariables.first(level)] = Math.min(most, isDeep ? innerRowsOfDeepLists : innerRows);
      values[silentVariables.after(level)] = after;
    }
    return values;
  };
  const askFor = async (
    level: number,
    text: string,
    after: string | null,
    left: number,
    own: JsonObject,
    read: (data: JsonObject) => Portion,
  ): Promise<Portion> => {
    const isPaged = levels[level]?.isPaged ?? false;
    const given = { ...variables, ...own, ...firstPages(level) };
    const size = sizes[level] ?? createPageSize(pageRows);
    const isStatistic = levels[level]?.list.kind === "statistic";
    const most = isStatistic ? left : Math.min(left, mostRows());
    const { page, portion } = await askSized(size, most, isPaged, async (first) => {
      const pages = { [silentVariables.first(level)]: first, [silentVariables.after(level)]: after };
      const page = await ask(text, isPaged ? { ...given, ...pages } : given);
      return { page, portion: read(page.data) };
    });
    size.came(portion.objects.length, page.bytes);
    return portion;
  };
  return {
    askRoot: (after, left) =>
      askFor(0, queries.root, after, left, {}, (data) => portionOf(levels[0], data, 0)),
    open: (level, outer) => portionOf(levels[level], outer, 0),
    async askRest(level, outer, after, left) {
      const { list } = levels[level] ?? fail();
      const rest = queries.rest[level];
      const id =
        rest &&
        parentId(
          list.steps.slice(0, rest.parent.steps).map(({ name }) => name),
          outer,
        );
      if (!rest || id === undefined) throw cannotFollow(list.path);
      // An object that is not there any more has been deleted since; its `node` is an error.
      return askFor(level, rest.text, after, left, { [silentVariables.id]: id }, (data) =>
        portionOf(levels[level], ownValue(data, silent.node), rest.parent.steps),
      );
    },
  };
}

/** Asks for a page, and for a smaller one where it is too much for whoever answers, or does not come in time. */
async function askSized(
  size: PageSize,
  most: number,
  isPaged: boolean,
  ask: (first: number) => Promise<{ page: AskedPage; portion: Portion }>,
) {
  for (let late = 0; ; ) {
    const first = Math.min(size.rows, most);
    try {
      return await ask(first);
    } catch (error) {
      if (!isPaged) throw error;
      if (codeOf(error) === "QUERY_TIMEOUT" && late < mostLate) {
        late++;
        size.slow();
      } else if (!isTooMuch(error, first) || !size.shrink()) throw error;
    }
  }
}

/** So often a page may not come in time before the table ends. */
const mostLate = 5;

function isTooMuch(error: unknown, first: number): boolean {
  const code = codeOf(error);
  // A subgraph that gives everybody the same pages at most.
  if (code === "BAD_USER_INPUT") return first > rowsForAll;
  return code === "QUERY_TOO_COMPLEX";
}

function codeOf(error: unknown): unknown {
  return error instanceof GraphQLError ? error.extensions.code : undefined;
}

/** What stands at a list's steps in an object, from one of them on. */
function portionOf(level: ReadLevel | undefined, base: unknown, from: number): Portion {
  const { list, isPaged } = level ?? fail();
  const names = list.steps.map(({ name }) => name);
  const isAtField = list.kind === "plain" ? list.at : list.at + 1;
  const container = valueAt(base, names.slice(from, isAtField));
  const objects = valueAt(container, names.slice(isAtField));
  return {
    objects: Array.isArray(objects) ? objects.flat(3) : [],
    next: isPaged && isJsonObject(container) ? cursorAfter(container, list.kind === "statistic") : undefined,
  };
}

function cursorAfter(container: JsonObject, isStatistic: boolean): string | undefined {
  const info = ownValue(container, silent.pageInfo);
  const [more, cursor] = isStatistic
    ? [container[silent.truncated], container[silent.endCursor]]
    : isJsonObject(info)
      ? [info.hasNextPage, info.endCursor]
      : [];
  return more === true && typeof cursor === "string" ? cursor : undefined;
}

function parentId(names: readonly string[], outer: unknown): string | undefined {
  const parent = valueAt(outer, names);
  const id = isJsonObject(parent) ? parent[silent.id] : undefined;
  return typeof id === "string" ? id : undefined;
}

function cannotFollow(path: string) {
  return badInput(
    `Expected the objects of ${path} within one object on one page: there are more, and the object around them has no id ` +
      "by which the rest could be asked for. Say how many you want by `first`, or ask for that list alone.",
    ["list"],
  );
}

function fail(): never {
  throw new Error("Expected a level for each list.");
}
