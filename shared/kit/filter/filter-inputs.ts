import { IsOptional } from "class-validator";
import { Field, Float, ID, InputType } from "type-graphql";
import type { CalendarDay } from "../../base/clock/calendar-day";
import { dateScalar, dateTimeScalar } from "../../base/graphql/scalars";
import type { Bounds, Keys } from "./read-filter";

const aloneSaid = "`eq` stands alone.";
const rangeSaid = `${aloneSaid} A range that nothing can be in is refused.`;

@InputType({ description: `Which days a row may have. ${rangeSaid}` })
export class DateFilter implements Bounds<CalendarDay> {
  @IsOptional()
  @Field(() => dateScalar, { nullable: true, description: "This day." })
  eq?: CalendarDay | null;

  @IsOptional()
  @Field(() => dateScalar, { nullable: true, description: "From this day on." })
  gte?: CalendarDay | null;

  @IsOptional()
  @Field(() => dateScalar, { nullable: true, description: "After this day." })
  gt?: CalendarDay | null;

  @IsOptional()
  @Field(() => dateScalar, { nullable: true, description: "Up to this day." })
  lte?: CalendarDay | null;

  @IsOptional()
  @Field(() => dateScalar, { nullable: true, description: "Before this day." })
  lt?: CalendarDay | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: "true: rows without a day; false: rows with one." })
  isNull?: boolean | null;
}

@InputType({ description: `Which instants a row may have, to the millisecond. ${rangeSaid}` })
export class DateTimeFilter implements Bounds<Date> {
  @IsOptional()
  @Field(() => dateTimeScalar, { nullable: true, description: "This instant." })
  eq?: Date | null;

  @IsOptional()
  @Field(() => dateTimeScalar, { nullable: true, description: "From this instant on." })
  gte?: Date | null;

  @IsOptional()
  @Field(() => dateTimeScalar, { nullable: true, description: "After this instant." })
  gt?: Date | null;

  @IsOptional()
  @Field(() => dateTimeScalar, { nullable: true, description: "Up to this instant." })
  lte?: Date | null;

  @IsOptional()
  @Field(() => dateTimeScalar, { nullable: true, description: "Before this instant." })
  lt?: Date | null;

  @IsOptional()
  @Field(() => Boolean, {
    nullable: true,
    description: "true: rows without an instant; false: rows with one.",
  })
  isNull?: boolean | null;
}

@InputType({ description: `Which numbers a row may have. ${rangeSaid}` })
export class FloatFilter implements Bounds<number> {
  @IsOptional()
  @Field(() => Float, { nullable: true, description: "This number." })
  eq?: number | null;

  @IsOptional()
  @Field(() => Float, { nullable: true, description: "At least." })
  gte?: number | null;

  @IsOptional()
  @Field(() => Float, { nullable: true, description: "More than." })
  gt?: number | null;

  @IsOptional()
  @Field(() => Float, { nullable: true, description: "At most." })
  lte?: number | null;

  @IsOptional()
  @Field(() => Float, { nullable: true, description: "Less than." })
  lt?: number | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: "true: rows without a value; false: rows with one." })
  isNull?: boolean | null;
}

@InputType({
  description: `Which keys a row may have. One that there is not is refused, with the nearest. ${aloneSaid}`,
})
export class IDFilter implements Keys {
  @IsOptional()
  @Field(() => ID, { nullable: true, description: "This one." })
  eq?: string | null;

  @IsOptional()
  @Field(() => [ID], { nullable: true, description: "One of these: 1 to 1,000 keys." })
  in?: string[] | null;

  @IsOptional()
  @Field(() => [ID], { nullable: true, description: "None of these: 1 to 1,000 keys." })
  notIn?: string[] | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: "true: rows without a key; false: rows with one." })
  isNull?: boolean | null;
}

@InputType({ description: `Which texts a row may have, each exactly so. ${aloneSaid}` })
export class TextFilter implements Keys {
  @IsOptional()
  @Field(() => String, { nullable: true, description: "This one." })
  eq?: string | null;

  @IsOptional()
  @Field(() => [String], { nullable: true, description: "One of these: 1 to 1,000 texts." })
  in?: string[] | null;

  @IsOptional()
  @Field(() => [String], { nullable: true, description: "None of these: 1 to 1,000 texts." })
  notIn?: string[] | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: "true: rows without a text; false: rows with one." })
  isNull?: boolean | null;
}
