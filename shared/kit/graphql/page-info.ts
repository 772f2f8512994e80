import { Directive, Field, ObjectType } from "type-graphql";

@Directive("@shareable")
@ObjectType({ description: "Where a page stands in its connection." })
export class PageInfo {
  @Field({ description: "Rows follow the last one of this page." })
  hasNextPage!: boolean;

  @Field({ description: "Rows come before the first one of this page." })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: "Cursor of the first row, for `before`; null on an empty page.",
  })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Cursor of the last row, for `after`; null on an empty page.",
  })
  endCursor!: string | null;
}
