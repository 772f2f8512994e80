import { Directive, Field, Int, ObjectType } from "type-graphql";

@Directive("@shareable")
@ObjectType({ description: "What rows can be grouped by, or spread over time by." })
export class StatisticsDimension {
  @Field({ description: "Its constant in `groupBy`, or in `timeBucket.field`." })
  name!: string;

  @Field({
    description:
      "CODE: a key of an entity; VALUE: of an enumeration, or a text; VALUES: the same, where a row may have several and is " +
      "in the group of each; FLAG: yes or no; CLASSES: of numbers; TIME.",
  })
  kind!: string;

  @Field({ description: "What it says of a row." })
  description!: string;
}

@Directive("@shareable")
@ObjectType({ description: "What is counted or reckoned of the rows of a group." })
export class StatisticsMeasure {
  @Field({ description: "Its constant in `orderBy` and `having`." })
  name!: string;

  @Field({ description: "Its field in the measures of a row." })
  field!: string;

  @Field({ description: "What it is a number of; of a rate: share, 0 to 1." })
  measurementUnit!: string;

  @Field({ description: "What it counts, or how it is reckoned." })
  description!: string;
}

@Directive("@shareable")
@ObjectType({ description: "Rows that statistics are of, and what can be queried of them." })
export class StatisticsCube {
  @Field({ description: "The query that answers." })
  query!: string;

  @Field({ description: "What its rows are." })
  rows!: string;

  @Field(() => [StatisticsDimension], { description: "Dimensions, and behind them time axes." })
  dimensions!: StatisticsDimension[];

  @Field(() => [StatisticsMeasure], { description: "Measures." })
  measures!: StatisticsMeasure[];

  @Field(() => Int, { description: "Most dimensions of a query." })
  mostDimensions!: number;

  @Field(() => Int, { description: "Most groups of an answer: the ceiling of `first`." })
  mostGroups!: number;

  @Field({ description: "Whether it can be queried as of the end of a past day: `asOf`." })
  hasAsOf!: boolean;

  @Field({ description: "Whether what the public is shown is protected, as statistics about persons are." })
  protected!: boolean;
}
