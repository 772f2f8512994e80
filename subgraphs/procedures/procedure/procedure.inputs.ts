import { IsOptional, MaxLength } from "class-validator";
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import {
  enumConditions,
  flagConditions,
  idConditions,
  maxSearchLength,
  searchConditions,
} from "../../../shared/kit/filter/conditions";
import { type EnumFilter, enumFilter } from "../../../shared/kit/filter/enum-filter";
import { IDFilter } from "../../../shared/kit/filter/filter-inputs";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { OnlineServiceLevel, ProcedureLevel } from "./procedure";

export enum ProcedureOrderField {
  CODE = "CODE",
  NAME = "NAME",
  STATUTORY_DAYS = "STATUTORY_DAYS",
}

registerEnumType(ProcedureOrderField, {
  name: "ProcedureOrderField",
  description: "What procedures can be ordered by.",
  valuesConfig: {
    CODE: { description: "National procedure code." },
    NAME: { description: "Name, without regard to accents and case." },
    STATUTORY_DAYS: { description: "Working days allowed by law." },
  },
});

export const ProcedureOrder = orderInput("Procedure", ProcedureOrderField, SortDirection.ASC);

const ProcedureLevelFilter = enumFilter(ProcedureLevel, "ProcedureLevel");
const OnlineServiceLevelFilter = enumFilter(OnlineServiceLevel, "OnlineServiceLevel");

@InputType({ description: "Which procedures are meant. All fields that are given must hold." })
export class ProcedureFilter {
  @IsOptional()
  @Field(() => IDFilter, { nullable: true, description: "Code of the field of administration." })
  field?: IDFilter | null;

  @IsOptional()
  @Field(() => ProcedureLevelFilter, { nullable: true, description: "Which level of government handles it." })
  level?: EnumFilter<ProcedureLevel> | null;

  @IsOptional()
  @Field(() => OnlineServiceLevelFilter, {
    nullable: true,
    description: "How much of it can be done online.",
  })
  onlineLevel?: EnumFilter<OnlineServiceLevel> | null;

  @IsOptional()
  @Field(() => IDFilter, { nullable: true, description: "Code of the organization that answers for it." })
  competentOrganization?: IDFilter | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: "Whether it is on the green lane." })
  greenLane?: boolean | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: "Whether it belongs to the business sector." })
  businessSector?: boolean | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: "Whether it is to be restructured." })
  toRestructure?: boolean | null;

  @IsOptional()
  @MaxLength(maxSearchLength)
  @Field(() => String, { nullable: true, description: "Accent-insensitive, in code and name." })
  search?: string | null;
}

/** The arguments of every list of procedures. */
@ArgsType()
export class ProceduresArguments extends PageArguments {
  @Field(() => ProcedureFilter, { nullable: true, description: "Only these procedures." })
  filter?: ProcedureFilter | null;

  @Field(() => [ProcedureOrder], {
    nullable: true,
    description: "Order of the rows; by code when none is given.",
  })
  orderBy?: InstanceType<typeof ProcedureOrder>[] | null;
}

/** Whether a procedure `p` is on the green lane. */
export const onGreenLane = sql`(p.green_lane_decision IS NOT NULL)`;

/** The conditions of a filter over `procedure p`. */
export function procedureConditions(filter: ProcedureFilter | null | undefined): Sql[] {
  if (!filter) return [];
  const { field, level, onlineLevel, competentOrganization, greenLane, businessSector, toRestructure } =
    filter;
  return [
    ...idConditions(sql`p.field_code`, field, ["filter", "field"]),
    ...enumConditions(sql`p.level`, level, ["filter", "level"]),
    ...enumConditions(sql`p.online_level`, onlineLevel, ["filter", "onlineLevel"]),
    ...idConditions(sql`p.competent_organization_code`, competentOrganization, [
      "filter",
      "competentOrganization",
    ]),
    ...flagConditions(onGreenLane, greenLane),
    ...flagConditions(sql`p.business_sector`, businessSector),
    ...flagConditions(sql`p.to_restructure`, toRestructure),
    ...searchConditions(sql`search_text(p.code || ' ' || p.name)`, filter.search, ["filter", "search"]),
  ];
}
