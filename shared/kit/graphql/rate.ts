import { Directive, Field, Float, Int, ObjectType } from "type-graphql";

@Directive("@shareable")
@ObjectType({
  description: "A share, kept with what it was divided from, so that it can be checked and added up again.",
})
export class Rate {
  @Field(() => Int, { description: "What was counted." })
  numerator!: number;

  @Field(() => Int, { description: "What it is a share of." })
  denominator!: number;

  @Field(() => Float, {
    nullable: true,
    description: "numerator / denominator, between 0 and 1; null when the denominator is 0.",
  })
  value!: number | null;
}

/** The share of two counts; its value is null, never 0 or an error, when there is nothing to divide by. */
export function rate(numerator: number, denominator: number): Rate {
  return { numerator, denominator, value: denominator === 0 ? null : numerator / denominator };
}
