import { Field, Float, Int, ObjectType } from "type-graphql";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { Rate } from "../../../shared/kit/graphql/rate";
import { originDescription, syntheticShareDescription } from "../../../shared/kit/graphql/row-origins";
import { ReadinessCriterion } from "../unit-readiness/readiness-assessment";

@ObjectType({ description: "How many units meet one criterion of readiness." })
export class ReadinessRate {
  @Field(() => ReadinessCriterion, { description: "Which of the seven." })
  criterion!: ReadinessCriterion;

  @Field(() => Rate, { description: "Units that meet it / units." })
  rate!: Rate;
}

@ObjectType({ description: "Counts of units and systems, and the rates that follow from them." })
export class InfrastructureMeasures {
  @Field(() => Int, { description: "Wards and communes." })
  units!: number;

  @Field(() => Rate, { description: "Units whose readiness meets all criteria / units." })
  unitsReady!: Rate;

  @Field(() => [ReadinessRate], {
    description: "Each criterion of readiness; the one that most units miss comes first.",
  })
  readinessByCriterion!: ReadinessRate[];

  @Field(() => Float, {
    nullable: true,
    description: "Applications that a ward or commune works with, on average; null when there are no units.",
  })
  averageApplicationsPerUnit!: number | null;

  @Field(() => Int, { description: "Information systems." })
  systems!: number;

  @Field(() => Rate, { description: "Systems that the city's data centre or cloud hosts / systems." })
  systemsMigrated!: Rate;

  @Field(() => Rate, { description: "Systems whose dataSharing is PARTIAL or SHARED / systems." })
  systemsSharingData!: Rate;

  @Field(() => DataOrigin, {
    nullable: true,
    description: `Of assessments, applications and systems together. ${originDescription}`,
  })
  origin!: DataOrigin | null;

  @Field(() => Rate, {
    description: `Of assessments, applications and systems together. ${syntheticShareDescription}`,
  })
  syntheticShare!: Rate;
}
