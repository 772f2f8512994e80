import { ArgsType, Field, registerEnumType } from "type-graphql";
import { asOfDescription } from "../../../shared/base/clock/as-of";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { AdministrativeUnitFilter } from "./administrative-unit.statistics";

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

/** The arguments of the list of units. */
@ArgsType()
export class AdministrativeUnitsArguments extends PageArguments {
  @Field(() => AdministrativeUnitFilter, { nullable: true, description: "Only these units." })
  filter?: CubeFilter | null;

  @Field(() => [AdministrativeUnitOrder], {
    nullable: true,
    description: "Order of the rows; by code when none is given.",
  })
  orderBy?: InstanceType<typeof AdministrativeUnitOrder>[] | null;

  @Field(() => dateScalar, {
    nullable: true,
    description: `Of filter and orderBy. ${asOfDescription} Each unit's own fields take a day of their own.`,
  })
  asOf?: CalendarDay | null;
}
