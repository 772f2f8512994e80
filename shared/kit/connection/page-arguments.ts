import { IsOptional } from "class-validator";
import { ArgsType, Field, Int } from "type-graphql";
import { badInput } from "../../base/errors/graph-error";

export const defaultPageSize = 20;
export const maxPageSize = 200;

/** The paging arguments of every connection. */
@ArgsType()
export class PageArguments {
  @IsOptional()
  @Field(() => Int, {
    nullable: true,
    description: "The first so many rows, 1 to 200; 20 when neither is given.",
  })
  first?: number | null;

  @IsOptional()
  @Field(() => String, { nullable: true, description: "Only rows after this cursor." })
  after?: string | null;

  @IsOptional()
  @Field(() => Int, { nullable: true, description: "The last so many rows, 1 to 200." })
  last?: number | null;

  @IsOptional()
  @Field(() => String, { nullable: true, description: "Only rows before this cursor." })
  before?: string | null;
}

/** Of a request's context. */
interface Asking {
  pageRows?: number | undefined;
}

/** Which page is requested. Forwards it starts after a cursor, backwards it ends before one. */
export interface Page {
  size: number;
  backwards: boolean;
  cursor: string | null;
  /** See `epoch` of a connection's definition. */
  epoch?: string;
}

/**
 * Checks the paging arguments: `first` with `after`, or `last` with `before`, never both. A page of a table may have as many
 * rows as the gateway says.
 */
export function readPage({ first, after, last, before }: PageArguments, { pageRows }: Asking = {}): Page {
  const backwards = last != null || (before != null && first == null);
  if (backwards ? first != null || after != null : before != null) {
    throw badInput("Expected `first` with `after`, or `last` with `before`; got a mixture.", ["first"]);
  }
  const size = (backwards ? last : first) ?? defaultPageSize;
  const most = Math.max(maxPageSize, pageRows ?? 0);
  if (size < 1 || size > most) {
    const name = backwards ? "last" : "first";
    throw badInput(`${name}: expected 1 to ${most}; got ${size}.`, [name]);
  }
  return { size, backwards, cursor: (backwards ? before : after) ?? null };
}
