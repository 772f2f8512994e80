import type { Sql } from "sql-template-tag";
import type { SubgraphContext } from "../context/context";
import { readKept } from "../kept-rows/read-kept";
import type { ConnectionDefinition } from "./connection-definition";
import { pageOfList, readKeptList } from "./kept-list";
import type { OrderTerm } from "./order";
import type { Page } from "./page-arguments";
import { type KeyRow, keysOfAll, readingOf } from "./page-keys";
import type { WalkedList } from "./walk-keys";
import { walkPage } from "./walk-page";

/** A page of a list, planned. */
export interface AskedPage<Filter> {
  terms: OrderTerm[];
  where: Sql;
  page: Page;
  filter: Filter | null | undefined;
}

export interface FoundPage {
  /** In the order they are read, and one more, which shows whether rows follow. */
  rows: readonly KeyRow[];
  /** Rows of the whole list; undefined where they were not counted. */
  total: number | undefined;
}

/** Reads which rows a page has: of a list that is kept, by a walk along its order, or by one statement. */
export async function findPage<Node, Filter, OrderField extends string>(
  definition: ConnectionDefinition<Node, Filter, OrderField>,
  context: SubgraphContext,
  asked: AskedPage<Filter>,
): Promise<FoundPage> {
  const { terms, where, page, filter } = asked;
  const findsAll = definition.findsAll?.(filter) ?? false;
  const walk = findsAll ? undefined : walkOf(definition, context, asked);
  const isCounted = findsAll || walk !== undefined;
  const statement = (one: Page) => keysOfAll(definition, terms, one, where, isCounted);
  const beginning = (size: number) => statement({ size: size - 1, backwards: false, cursor: null });
  const list = await readKeptList<KeyRow>(context, definition.keptOf, beginning);
  const part = list && pageOfList(list, terms, page);
  if (part) return { rows: part, total: list.length };
  const walked = walk && (await walkPage(context.database, walk, statement(page)));
  if (walked) return { rows: walked, total: undefined };
  const rows = await readKept<KeyRow>(context, definition.keptOf, statement(page));
  // Behind a cursor stand only some of the rows.
  const counted = isCounted && page.cursor === null ? (rows[0]?.total ?? 0) : undefined;
  return { rows, total: list?.length ?? counted };
}

/** What a page of a filter is walked for; undefined where the definition does not say how. */
function walkOf<Node, Filter, OrderField extends string>(
  { from, key, alias, walk }: ConnectionDefinition<Node, Filter, OrderField>,
  context: SubgraphContext,
  { terms, where, page, filter }: AskedPage<Filter>,
): WalkedList | undefined {
  const asked = walk?.(filter, terms[0]?.name ?? "", context);
  if (!asked || !alias) return undefined;
  const { reading, start } = readingOf(terms, page);
  return { from, alias, key, terms: reading, start, where, walk: asked, limit: page.size + 1 };
}
