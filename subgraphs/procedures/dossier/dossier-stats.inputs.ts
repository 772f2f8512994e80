import { IsOptional } from "class-validator";
import { ArgsType, Field, InputType, Int, registerEnumType } from "type-graphql";
import { FloatFilter } from "../../../shared/filter/filter-inputs";
import { SortDirection } from "../../../shared/graphql/kit-enums";
import { DossierFilter } from "./dossier.inputs";

export enum DossierDimension {
  ORGANIZATION = "ORGANIZATION",
  UNIT = "UNIT",
  PROCEDURE = "PROCEDURE",
  PROCEDURE_FIELD = "PROCEDURE_FIELD",
  CHANNEL = "CHANNEL",
  APPLICANT = "APPLICANT",
  STATUS = "STATUS",
  TIMELINESS = "TIMELINESS",
}

registerEnumType(DossierDimension, {
  name: "DossierDimension",
  description: "What counts of dossiers can be grouped by.",
  valuesConfig: {
    ORGANIZATION: { description: "The organization that handles the dossier." },
    UNIT: { description: "The unit where it was received; null for the whole city." },
    PROCEDURE: { description: "The procedure that was applied for." },
    PROCEDURE_FIELD: { description: "The field of administration of that procedure." },
    CHANNEL: { description: "How it came in." },
    APPLICANT: { description: "What kind of applicant handed it in." },
    STATUS: { description: "How far it is now." },
    TIMELINESS: { description: "How its result kept the deadline; null without a result." },
  },
});

export enum DossierTimeField {
  RECEIVED = "RECEIVED",
  RESOLVED = "RESOLVED",
}

registerEnumType(DossierTimeField, {
  name: "DossierTimeField",
  description: "Which day of a dossier puts it into a step of a time series.",
  valuesConfig: {
    RECEIVED: { description: "The day of receipt in Hanoi." },
    RESOLVED: { description: "The day of the result in Hanoi; dossiers without one have no step." },
  },
});

export enum DossierTimeGrain {
  DAY = "DAY",
  WEEK = "WEEK",
  MONTH = "MONTH",
  QUARTER = "QUARTER",
  YEAR = "YEAR",
}

registerEnumType(DossierTimeGrain, {
  name: "DossierTimeGrain",
  description: "How long the steps of a time series are.",
  valuesConfig: {
    DAY: { description: "A day in Hanoi." },
    WEEK: { description: "A week of ISO 8601, Monday to Sunday." },
    MONTH: { description: "A calendar month." },
    QUARTER: { description: "A calendar quarter." },
    YEAR: { description: "A calendar year." },
  },
});

export enum DossierMeasureField {
  RECEIVED = "RECEIVED",
  RESOLVED = "RESOLVED",
  PENDING = "PENDING",
  OVERDUE = "OVERDUE",
  ON_TIME_RATE = "ON_TIME_RATE",
  DIGITISATION_RATE = "DIGITISATION_RATE",
  ELECTRONIC_RESULT_RATE = "ELECTRONIC_RESULT_RATE",
  ONLINE_PAYMENT_RATE = "ONLINE_PAYMENT_RATE",
  SATISFACTION_RATE = "SATISFACTION_RATE",
  AVERAGE_PROCESSING_DAYS = "AVERAGE_PROCESSING_DAYS",
}

registerEnumType(DossierMeasureField, {
  name: "DossierMeasureField",
  description: "Measures that groups can be ordered by and held to.",
  valuesConfig: {
    RECEIVED: { description: "Dossiers received." },
    RESOLVED: { description: "Dossiers with a result." },
    PENDING: { description: "Dossiers that wait for their end." },
    OVERDUE: { description: "Pending and past dueAt now." },
    ON_TIME_RATE: { description: "(early + on time) / resolved." },
    DIGITISATION_RATE: { description: "digitised / received." },
    ELECTRONIC_RESULT_RATE: { description: "with an electronic result / resolved." },
    ONLINE_PAYMENT_RATE: { description: "paid online / paid." },
    SATISFACTION_RATE: { description: "rated 4 or 5 / rated." },
    AVERAGE_PROCESSING_DAYS: { description: "Calendar days from receipt to result, on average." },
  },
});

@InputType({ description: "How groups are spread over time." })
export class DossierTimeBucketing {
  @Field(() => DossierTimeField, {
    defaultValue: DossierTimeField.RECEIVED,
    description: "Which day of a dossier counts.",
  })
  field!: DossierTimeField;

  @Field(() => DossierTimeGrain, { description: "How long a step is." })
  grain!: DossierTimeGrain;

  @Field({
    defaultValue: true,
    description:
      "Whether steps without a dossier are there too, with zero counts: from the first step to the last one of " +
      "the answer, or of the filter's days (but none after today), for each group that has a dossier at all.",
  })
  fillGaps!: boolean;
}

@InputType({ description: "One step of an order of groups; groups without a value come last." })
export class DossierStatsOrder {
  @Field(() => DossierMeasureField, { description: "The measure." })
  field!: DossierMeasureField;

  @Field(() => SortDirection, { defaultValue: SortDirection.DESC, description: "Largest first by default." })
  direction!: SortDirection;
}

@InputType({
  description: "What a group's measure must be for its row to be there. Totals count all groups.",
})
export class DossierHaving {
  @Field(() => DossierMeasureField, { description: "The measure." })
  measure!: DossierMeasureField;

  @Field(() => FloatFilter, { description: "Its bounds; a rate is 0 to 1." })
  is!: FloatFilter;
}

/** The arguments of `dossierStats`. */
@ArgsType()
export class DossierStatsArguments {
  @IsOptional()
  @Field(() => DossierFilter, { nullable: true, description: "Only these dossiers." })
  filter?: DossierFilter | null;

  @Field(() => [DossierDimension], {
    defaultValue: [],
    description: "Up to three dimensions, each once; none counts all dossiers together.",
  })
  groupBy!: DossierDimension[];

  @IsOptional()
  @Field(() => DossierTimeBucketing, { nullable: true, description: "Spread over time as well." })
  timeBucket?: DossierTimeBucketing | null;

  @IsOptional()
  @Field(() => [DossierHaving], { nullable: true, description: "Only groups whose measures are all so." })
  having?: DossierHaving[] | null;

  @IsOptional()
  @Field(() => [DossierStatsOrder], {
    nullable: true,
    description: "Order of the rows. Between equals, and by default, time decides and then the keys.",
  })
  orderBy?: DossierStatsOrder[] | null;

  @Field(() => Int, { defaultValue: 1000, description: "At most so many rows, 1 to 10,000." })
  first!: number;
}
