import type { Sql } from "sql-template-tag";
import type { SubgraphContext, SubgraphLoader } from "../context/context";
import type { OrderBy, OrderColumn } from "./order";
import type { PageArguments } from "./page-arguments";
import type { PageWalk } from "./walk-keys";

/** A list that is read in pages: where its rows are, how they are filtered and ordered, what a row becomes. */
export interface ConnectionDefinition<Node, Filter, OrderField extends string> {
  /** What follows FROM, with aliases, e.g. sql`task t`. */
  from: Sql;
  /** The primary key, which is also the key of `node`. Its cast to text must give the loader's key. */
  key: OrderColumn;
  /** What it can be ordered by: a function where that depends on the arguments, such as a day. */
  columns: ByRequest<Filter, Record<OrderField, OrderColumn>> | Record<OrderField, OrderColumn>;
  fallbackOrder: OrderBy<OrderField>[];
  conditions: ByRequest<Filter, Sql[]>;
  /**
   * Whether a filter's rows are all found before they are ordered, and counted in that pass; by default not. Without
   * it PostgreSQL walks an index in the list's order and hopes to meet enough rows soon, which for a search may be
   * at the far end. Wrong where a filter leaves most rows.
   */
  findsAll?(filter: Filter | null | undefined): boolean;
  /**
   * How PostgreSQL walks the list in the order of the first term for a filter's rows, which may be rare or far: only so many
   * steps, and then all of them are found. Undefined where the filter leaves every row; absent: PostgreSQL chooses alone.
   */
  walk?(filter: Filter | null | undefined, order: string, context: SubgraphContext): PageWalk | undefined;
  /** The alias of the table of `from`, where there is `walk`. */
  alias?: Sql;
  /** All tables that its statements read, where these depend on nothing else: a list that is not long is kept between changes. */
  keptOf?: readonly string[];
  /** Where positions in the order are valid only for a time: an id of that time. Cursors of another one are refused. */
  epoch?(context: SubgraphContext): Promise<string>;
  /** What a row becomes, by its key: a function where that, too, depends on the arguments. */
  node: ByRequest<Filter, NodeByKey<Node>> | SubgraphLoader<Node>;
}

/** What follows from the filter, the viewer and the time. */
export type ByRequest<Filter, Value> = (filter: Filter | null | undefined, context: SubgraphContext) => Value;

export type NodeByKey<Node> = (key: string) => Promise<Node | undefined>;

/** The arguments of a connection field. */
export interface ConnectionArguments<Filter, OrderField extends string> extends PageArguments {
  filter?: Filter | null;
  orderBy?: OrderBy<OrderField>[] | null;
}
