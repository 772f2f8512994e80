import { IsOptional } from "class-validator";
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field, InputType, Int } from "type-graphql";
import { dateTimeScalar } from "../../../shared/base/graphql/scalars";
import { dayConditions, idConditions, oneOf } from "../../../shared/kit/filter/conditions";
import { DateRangeFilter, IDFilter } from "../../../shared/kit/filter/filter-inputs";
import { ValueQualifier } from "./value-qualifier";

@InputType({ description: "Which observations are meant. All fields that are given must hold." })
export class ObservationFilter {
  @IsOptional()
  @Field(() => DateRangeFilter, {
    nullable: true,
    description: "The last day of the period lies in this range.",
  })
  period?: DateRangeFilter | null;

  @IsOptional()
  @Field(() => IDFilter, {
    nullable: true,
    description: "Code of the administrative unit; 01 is the city. isNull: figures of national scope.",
  })
  area?: IDFilter | null;

  @IsOptional()
  @Field(() => IDFilter, { nullable: true, description: "Code of the organization that it is a figure of." })
  organization?: IDFilter | null;

  @IsOptional()
  @Field(() => [ValueQualifier], { nullable: true, description: "One of these." })
  qualifier?: ValueQualifier[] | null;

  @IsOptional()
  @Field(() => dateTimeScalar, {
    nullable: true,
    description:
      "Recorded or superseded after that instant, by Observation.updatedAt. For those who keep a copy; with " +
      "includeSuperseded they also learn which rows were replaced.",
  })
  updatedAfter?: Date | null;
}

/** The paging arguments of a list that is only read forwards. */
@ArgsType()
export class ForwardPageArguments {
  @IsOptional()
  @Field(() => Int, { nullable: true, description: "The first so many rows, 1 to 200; 20 when not given." })
  first?: number | null;

  @IsOptional()
  @Field(() => String, { nullable: true, description: "Only rows after this cursor." })
  after?: string | null;
}

/** The arguments of an indicator's observations. */
@ArgsType()
export class ObservationsArguments extends ForwardPageArguments {
  @IsOptional()
  @Field(() => ObservationFilter, { nullable: true, description: "Only these observations." })
  filter?: ObservationFilter | null;

  @IsOptional()
  @Field(() => dateTimeScalar, {
    nullable: true,
    description:
      "What was known at that instant, of today at the latest: recorded by then, and not yet superseded. Now by default.",
  })
  asOf?: Date | null;

  @IsOptional()
  @Field(() => Boolean, {
    defaultValue: false,
    description: "Also the revisions that a correction replaced.",
  })
  includeSuperseded!: boolean;
}

/** The arguments of the changes of all observations. */
@ArgsType()
export class ObservationChangesArguments extends ForwardPageArguments {
  @IsOptional()
  @Field(() => ObservationFilter, { nullable: true, description: "Only these observations." })
  filter?: ObservationFilter | null;
}

/** Which observations a list has: the client's filter, and which revisions of them. */
export interface ObservationQuery extends ObservationFilter {
  asOf?: Date | null;
  includeSuperseded?: boolean;
}

/** The conditions of a query over `observation o`. Without one, all that is current. */
export function observationConditions(query: ObservationQuery | null | undefined): Sql[] {
  const {
    period,
    area,
    organization,
    qualifier,
    updatedAfter,
    asOf,
    includeSuperseded = false,
  } = query ?? {};
  return [
    ...dayConditions(sql`o.period_end`, period, ["filter", "period"]),
    ...idConditions(sql`o.area_code`, area, ["filter", "area"]),
    ...idConditions(sql`o.organization_code`, organization, ["filter", "organization"]),
    ...oneOf(sql`o.qualifier`, qualifier, ["filter", "qualifier"]),
    ...(updatedAfter ? [sql`coalesce(o.superseded_at, o.recorded_at) > ${updatedAfter}`] : []),
    ...(asOf ? [sql`o.recorded_at <= ${asOf}`] : []),
    ...(includeSuperseded ? [] : [currentAt(asOf ?? null)]),
  ];
}

function currentAt(asOf: Date | null): Sql {
  return asOf === null
    ? sql`o.superseded_at IS NULL`
    : sql`(o.superseded_at IS NULL OR o.superseded_at > ${asOf})`;
}
