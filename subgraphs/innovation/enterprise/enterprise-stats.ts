import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { EnterpriseKind } from "./enterprise-kind";
import { EnterpriseMeasures } from "./enterprise-measures";

export enum EnterpriseDimension {
  KIND = "KIND",
  INDUSTRY = "INDUSTRY",
  UNIT = "UNIT",
  FOUNDED_YEAR = "FOUNDED_YEAR",
}

registerEnumType(EnterpriseDimension, {
  name: "EnterpriseDimension",
  description: "What enterprise counts can be grouped by.",
  valuesConfig: {
    KIND: {
      description:
        "What it counts as. One of several kinds is in the group of each; one of none is in the group without a kind.",
    },
    INDUSTRY: { description: "Its industry; null for those whose industry is not known." },
    UNIT: { description: "The ward or commune where it is; null for those whose unit is not known." },
    FOUNDED_YEAR: { description: "Year it was founded; null where that is not known." },
  },
});

@ObjectType({ description: "One group. A key is null when it was not grouped by, or is not known." })
export class EnterpriseStatsRow {
  @Field(() => EnterpriseKind, { nullable: true, description: "Of KIND." })
  kind!: EnterpriseKind | null;

  @Field(() => String, { nullable: true, description: "Of INDUSTRY." })
  industry!: string | null;

  @Field(() => AdministrativeUnit, { nullable: true, description: "Of UNIT." })
  unit!: AdministrativeUnit | null;

  @Field(() => Int, { nullable: true, description: "Of FOUNDED_YEAR." })
  foundedYear!: number | null;

  @Field(() => EnterpriseMeasures, { description: "The counts of this group." })
  measures!: EnterpriseMeasures;
}

@ObjectType({
  description:
    "Enterprise counts by group. The totals equal the same question without groups; groups by KIND can add up to " +
    "more, for an enterprise can be of several kinds.",
})
export class EnterpriseStats {
  @Field(() => [EnterpriseStatsRow], {
    description: "The groups that have enterprises, in order of their keys, unknown ones last.",
  })
  rows!: EnterpriseStatsRow[];

  @Field(() => EnterpriseMeasures, { description: "All enterprises of the filter, each once." })
  totals!: EnterpriseMeasures;
}
