import { IsOptional } from "class-validator";
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field, InputType, Int, registerEnumType } from "type-graphql";
import { dateTimeScalar } from "../../../shared/base/graphql/scalars";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import {
  dayConditions,
  enumConditions,
  idConditions,
  instantConditions,
} from "../../../shared/kit/filter/conditions";
import { type EnumFilter, enumFilter } from "../../../shared/kit/filter/enum-filter";
import { DateFilter, DateTimeFilter, IDFilter } from "../../../shared/kit/filter/filter-inputs";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { ValueQualifier } from "./value-qualifier";

const ValueQualifierFilter = enumFilter(ValueQualifier, "ValueQualifier");

export enum ObservationOrderField {
  PUBLISHED_AT = "PUBLISHED_AT",
  PERIOD_END = "PERIOD_END",
}

registerEnumType(ObservationOrderField, {
  name: "ObservationOrderField",
  description: "What observations can be ordered by.",
  valuesConfig: {
    PUBLISHED_AT: {
      description: "When it became public; of the same instant, the one recorded last is the newest.",
    },
    PERIOD_END: { description: "Last day of its period; those without one come last." },
  },
});

export const ObservationOrder = orderInput("Observation", ObservationOrderField, SortDirection.DESC);

@InputType({ description: "Which observations are meant. All fields that are given must hold." })
export class ObservationFilter {
  @IsOptional()
  @Field(() => DateFilter, { nullable: true, description: "The last day of its period." })
  period?: DateFilter | null;

  @IsOptional()
  @Field(() => IDFilter, {
    nullable: true,
    description: "Code of the administrative unit; 01 is the city. isNull: figures of national scope.",
  })
  unit?: IDFilter | null;

  @IsOptional()
  @Field(() => IDFilter, { nullable: true, description: "Code of the organization that it is a figure of." })
  organization?: IDFilter | null;

  @IsOptional()
  @Field(() => ValueQualifierFilter, { nullable: true, description: "How the value is meant." })
  qualifier?: EnumFilter<ValueQualifier> | null;

  @IsOptional()
  @Field(() => DateTimeFilter, {
    nullable: true,
    description:
      "When it was recorded or superseded, Observation.updatedAt. For those who keep a copy; with includeSuperseded " +
      "they also learn which rows were replaced.",
  })
  updatedAt?: DateTimeFilter | null;
}

/** The arguments of a source document's observations. */
@ArgsType()
export class SourceObservationsArguments extends PageArguments {
  @IsOptional()
  @Field(() => ObservationFilter, { nullable: true, description: "Only these observations." })
  filter?: ObservationFilter | null;

  @IsOptional()
  @Field(() => [ObservationOrder], { nullable: true, description: "The newest first when not given." })
  orderBy?: InstanceType<typeof ObservationOrder>[] | null;
}

/** The arguments of an indicator's observations. */
@ArgsType()
export class ObservationsArguments extends SourceObservationsArguments {
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

/** The arguments of the changes of all observations: a feed, which is only read forwards. */
@ArgsType()
export class ObservationChangesArguments {
  @IsOptional()
  @Field(() => Int, { nullable: true, description: "The first so many rows, 1 to 200; 20 when not given." })
  first?: number | null;

  @IsOptional()
  @Field(() => String, { nullable: true, description: "Only rows after this cursor." })
  after?: string | null;

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
  const { period, unit, organization, qualifier, updatedAt, asOf, includeSuperseded = false } = query ?? {};
  return [
    ...dayConditions(sql`o.period_end`, period, ["filter", "period"]),
    ...idConditions(sql`o.area_code`, unit, ["filter", "unit"]),
    ...idConditions(sql`o.organization_code`, organization, ["filter", "organization"]),
    ...enumConditions(sql`o.qualifier`, qualifier, ["filter", "qualifier"]),
    ...instantConditions(sql`coalesce(o.superseded_at, o.recorded_at)`, updatedAt, ["filter", "updatedAt"]),
    ...(asOf ? [sql`o.recorded_at <= ${asOf}`] : []),
    ...(includeSuperseded ? [] : [currentAt(asOf ?? null)]),
  ];
}

function currentAt(asOf: Date | null): Sql {
  return asOf === null
    ? sql`o.superseded_at IS NULL`
    : sql`(o.superseded_at IS NULL OR o.superseded_at > ${asOf})`;
}
