import { IsOptional } from "class-validator";
import type { Sql } from "sql-template-tag";
import { Field, InputType } from "type-graphql";
import { badInput } from "../../base/errors/graph-error";
import { SortDirection } from "../graphql/kit-enums";

/** Something that rows can be ordered by. `sql` is an expression over the connection's source. */
export interface OrderColumn {
  sql: Sql;
  type: "text" | "bigint" | "numeric" | "date" | "timestamptz";
  nullable: boolean;
}

/** An order column in a direction, under the name that cursors know it by. */
export interface OrderTerm extends OrderColumn {
  name: string;
  direction: "ASC" | "DESC";
}

/** What a client sends as one element of `orderBy`. */
export interface OrderBy<OrderField extends string> {
  field: OrderField;
  direction: SortDirection;
}

/**
 * The whole order: the requested one, or else the fallback, and at last the primary key, without which rows that
 * tie on everything else would be lost or repeated between pages. The key runs in the direction of the term
 * before it, so that one index can serve the pair.
 */
export function orderTerms<OrderField extends string>(
  columns: Record<OrderField, OrderColumn>,
  key: OrderColumn,
  requested: OrderBy<OrderField>[] | null | undefined,
  fallback: OrderBy<OrderField>[],
): OrderTerm[] {
  const orders = requested?.length ? requested : fallback;
  const names = orders.map((order) => order.field);
  if (new Set(names).size < names.length) {
    throw badInput(`orderBy: expected each field at most once; got ${names.join(", ")}.`, ["orderBy"]);
  }
  const terms = orders.map(({ field, direction }) => ({ ...columns[field], name: field, direction }));
  return [...terms, { ...key, name: "", direction: terms.at(-1)?.direction ?? SortDirection.ASC }];
}

/** Makes the input type `<name>Order { field, direction }` over an enum of fields. */
export function orderInput<OrderField extends string>(
  name: string,
  fieldEnum: Record<string, OrderField>,
  defaultDirection: SortDirection,
) {
  @InputType(`${name}Order`, { description: "One step of an order; the next step decides between equals." })
  class Order implements OrderBy<OrderField> {
    @IsOptional()
    @Field(() => fieldEnum, { description: "What to order by." })
    field!: OrderField;

    @Field(() => SortDirection, { defaultValue: defaultDirection, description: "Which end comes first." })
    direction!: SortDirection;
  }
  return Order;
}
