import { IsOptional, MaxLength } from "class-validator";
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { asOfDescription } from "../../../shared/base/clock/as-of";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import {
  flagConditions,
  maxSearchLength,
  oneOf,
  searchConditions,
} from "../../../shared/kit/filter/conditions";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { AdministrativeUnitKind } from "../../common/city/administrative-unit-kind";
import { unitsNotReadyAt } from "./current-checks";

export enum AdministrativeUnitOrderField {
  CODE = "CODE",
  NAME = "NAME",
  POPULATION = "POPULATION",
  AREA = "AREA",
  DENSITY = "DENSITY",
  APPLICATIONS = "APPLICATIONS",
}

registerEnumType(AdministrativeUnitOrderField, {
  name: "AdministrativeUnitOrderField",
  description: "What administrative units can be ordered by.",
  valuesConfig: {
    CODE: { description: "Official code." },
    NAME: { description: "Vietnamese name, without regard to accents and case." },
    POPULATION: { description: "Persons." },
    AREA: { description: "Square kilometres." },
    DENSITY: { description: "Persons per square kilometre." },
    APPLICATIONS: { description: "How many applications it works with." },
  },
});

export const AdministrativeUnitOrder = orderInput(
  "AdministrativeUnit",
  AdministrativeUnitOrderField,
  SortDirection.ASC,
);

@InputType({ description: "Which units are meant. All fields that are given must hold." })
export class AdministrativeUnitFilter {
  @IsOptional()
  @Field(() => [AdministrativeUnitKind], {
    nullable: true,
    description: "One of these kinds; wards and communes when not given, so that sums count nobody twice.",
  })
  kind?: AdministrativeUnitKind[] | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: "Whether its readiness meets all criteria." })
  ready?: boolean | null;

  @IsOptional()
  @MaxLength(maxSearchLength)
  @Field(() => String, {
    nullable: true,
    description: "Accent-insensitive, in code, kind and names, e.g. phường Ba Đình.",
  })
  search?: string | null;
}

/** The arguments of the list of units. */
@ArgsType()
export class AdministrativeUnitsArguments extends PageArguments {
  @Field(() => AdministrativeUnitFilter, { nullable: true, description: "Only these units." })
  filter?: AdministrativeUnitFilter | null;

  @Field(() => [AdministrativeUnitOrder], {
    nullable: true,
    description: "Order of the rows; by code when none is given.",
  })
  orderBy?: InstanceType<typeof AdministrativeUnitOrder>[] | null;

  @Field(() => dateScalar, {
    nullable: true,
    description: `The day of filter.ready. ${asOfDescription} Each unit's own fields take a day of their own.`,
  })
  asOf?: CalendarDay | null;
}

/** The word before the name of a unit, in both languages. */
const kindWords = sql`CASE u.kind WHEN 'WARD' THEN 'phường ward' WHEN 'COMMUNE' THEN 'xã commune' ELSE 'thành phố city' END`;

/** What a search looks into, over `administrative_unit u`. */
export const unitText = sql`search_text(u.code || ' ' || ${kindWords} || ' ' || u.name_vi || ' ' || u.name_en)`;

/** The conditions of a filter over `administrative_unit u`. */
export function unitConditions(
  filter: AdministrativeUnitFilter | null | undefined,
  asOf: CalendarDay,
): Sql[] {
  const kinds = filter?.kind ?? [AdministrativeUnitKind.WARD, AdministrativeUnitKind.COMMUNE];
  return [
    ...oneOf(sql`u.kind`, kinds, ["filter", "kind"]),
    ...flagConditions(sql`(u.code NOT IN (${unitsNotReadyAt(asOf)}))`, filter?.ready),
    ...searchConditions(unitText, filter?.search, ["filter", "search"]),
  ];
}
