import { Field, ObjectType } from "type-graphql";
import { dateTimeScalar } from "../../../shared/graphql/scalars";
import { TimeBucket } from "../../../shared/graphql/time-bucket";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { Organization } from "../organization/organization";
import { ApplicantKind, DossierChannel, DossierStatus, Timeliness } from "./dossier-enums";
import { DossierMeasures } from "./dossier-measures";

@ObjectType({ description: "The measures of one group. Keys that were not asked for are null." })
export class DossierStatsRow {
  @Field(() => TimeBucket, {
    nullable: true,
    description:
      "The step of time; null when none was asked for, and of dossiers without a result, by RESOLVED.",
  })
  bucket!: TimeBucket | null;

  @Field(() => Organization, { nullable: true, description: "The organization that handles the dossiers." })
  organization!: Organization | null;

  @Field(() => AdministrativeUnit, {
    nullable: true,
    description: "The unit where they were received; by UNIT null for those received for the whole city.",
  })
  unit!: AdministrativeUnit | null;

  /** Code of the procedure; the field is resolved from it. */
  procedureCode!: string | null;

  /** Code of the field of administration; the field is resolved from it. */
  procedureFieldCode!: string | null;

  @Field(() => DossierChannel, { nullable: true, description: "How they came in." })
  channel!: DossierChannel | null;

  @Field(() => ApplicantKind, { nullable: true, description: "What kind of applicant handed them in." })
  applicant!: ApplicantKind | null;

  @Field(() => DossierStatus, { nullable: true, description: "How far they are now." })
  status!: DossierStatus | null;

  @Field(() => Timeliness, {
    nullable: true,
    description: "How their results kept the deadline; by TIMELINESS null for those without a result.",
  })
  timeliness!: Timeliness | null;

  @Field(() => DossierMeasures, { description: "Counts and rates of the group." })
  measures!: DossierMeasures;
}

@ObjectType({ description: "Counts of dossiers by group." })
export class DossierStats {
  @Field(() => [DossierStatsRow], { description: "A row for each group." })
  rows!: DossierStatsRow[];

  @Field(() => DossierMeasures, {
    description: "All dossiers of the filter, also those of groups that `having` or `first` left out.",
  })
  totals!: DossierMeasures;

  @Field(() => dateTimeScalar, {
    description:
      "The instant that the counts hold at: every change stored before it is counted, and overdue is reckoned at it.",
  })
  dataAsOf!: Date;

  @Field({ description: "More groups exist than `first`." })
  truncated!: boolean;
}
