import { ArgsType, Field, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { DossierFilter } from "./dossier.statistics";

export enum DossierOrderField {
  RECEIVED_AT = "RECEIVED_AT",
  DUE_AT = "DUE_AT",
  RESOLVED_AT = "RESOLVED_AT",
}

registerEnumType(DossierOrderField, {
  name: "DossierOrderField",
  description: "What dossiers can be ordered by.",
  valuesConfig: {
    RECEIVED_AT: { description: "When it was received." },
    DUE_AT: { description: "When its result is due." },
    RESOLVED_AT: { description: "When its result was there; dossiers without one come last." },
  },
});

export const DossierOrder = orderInput("Dossier", DossierOrderField, SortDirection.DESC);

/** The arguments of every list of dossiers. */
@ArgsType()
export class DossiersArguments extends PageArguments {
  @Field(() => DossierFilter, { nullable: true, description: "Only these dossiers." })
  filter?: CubeFilter | null;

  @Field(() => [DossierOrder], {
    nullable: true,
    description: "Order of the rows; the latest received first when none is given.",
  })
  orderBy?: InstanceType<typeof DossierOrder>[] | null;
}
