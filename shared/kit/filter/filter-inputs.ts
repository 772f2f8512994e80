import { IsOptional } from "class-validator";
import { Field, Float, ID, InputType } from "type-graphql";
import type { CalendarDay } from "../../base/clock/calendar-day";
import { dateScalar } from "../../base/graphql/scalars";

@InputType({ description: "Half-open: gte <= value < lt." })
export class DateRangeFilter {
  @IsOptional()
  @Field(() => dateScalar, { nullable: true, description: "From this day on." })
  gte?: CalendarDay | null;

  @IsOptional()
  @Field(() => dateScalar, { nullable: true, description: "Before this day." })
  lt?: CalendarDay | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: "true: rows without a day; false: rows with one." })
  isNull?: boolean | null;
}

@InputType({ description: "Which keys a row may have. One that there is not is refused, with the nearest." })
export class IDFilter {
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

@InputType({ description: "Closed: gte <= value <= lte." })
export class FloatFilter {
  @IsOptional()
  @Field(() => Float, { nullable: true, description: "At least." })
  gte?: number | null;

  @IsOptional()
  @Field(() => Float, { nullable: true, description: "At most." })
  lte?: number | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: "true: rows without a value; false: rows with one." })
  isNull?: boolean | null;
}
