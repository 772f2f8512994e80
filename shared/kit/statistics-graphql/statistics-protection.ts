import { Directive, Field, Float, Int, ObjectType } from "type-graphql";

@Directive("@shareable")
@ObjectType({
  description:
    "How statistics about persons are protected from showing the public anything of a few of them: the cell-key method. " +
    "Each count has noise that is drawn by the rows that it counts, the same whenever and however it is asked for. " +
    "Filters, having and order are evaluated on protected counts. Rows need not add up to totals. Rows " +
    "of today in Hanoi are not counted yet, so that nobody sees one come.",
})
export class StatisticsProtection {
  @Field({ description: "CELL_KEY." })
  method!: string;

  @Field(() => Int, {
    description:
      "Fewer rows are shown as 0 and have no row of their own, and what is divided by so few is null.",
  })
  smallestCount!: number;

  @Field(() => Int, { description: "The noise of one count is at most this, up or down." })
  largestDeviation!: number;

  @Field(() => Float, { description: "Variance of the noise of one count; its mean is 0." })
  variance!: number;

  @Field({ description: "Whether rows are protected." })
  rows!: boolean;

  @Field({ description: "Whether totals are protected." })
  totals!: boolean;
}
