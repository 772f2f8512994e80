import { IsOptional } from "class-validator";
import { Field, ID, InputType, Int } from "type-graphql";
import { ExpectedVersionField, IdempotencyKeyField } from "../../../shared/kit/graphql/mutation-fields";
import { OnlineServiceLevel, ProcedureLevel } from "./procedure";

@InputType({ description: "A procedure that the city operates from now on." })
export class AddProcedureInput {
  @IsOptional()
  @Field(() => ID, { description: "National procedure code, e.g. 1.001193." })
  code!: string;

  @Field({ description: "Name in Vietnamese, as the national database has it." })
  name!: string;

  @Field(() => ID, { description: "Code of the field of administration." })
  field!: string;

  @Field(() => ProcedureLevel, { description: "Which level of government handles its dossiers." })
  level!: ProcedureLevel;

  @Field(() => OnlineServiceLevel, { description: "How much of it can be done online." })
  onlineLevel!: OnlineServiceLevel;

  @Field(() => ID, { description: "Code of the organization that answers for it." })
  competentOrganization!: string;

  @Field(() => Int, { description: "Working days allowed by law, 1 to 1,000." })
  statutoryDays!: number;

  @Field({
    defaultValue: false,
    description: "Whether it belongs to the business sector: enterprises are its main applicants.",
  })
  businessSector!: boolean;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@InputType({ description: "A procedure that should not have been entered." })
export class WithdrawProcedureInput {
  @IsOptional()
  @Field(() => ID, { description: "National procedure code, e.g. 1.001193." })
  code!: string;

  @Field({ description: "Why, for the audit: 1 to 500 characters." })
  reason!: string;

  @ExpectedVersionField()
  expectedVersion!: number;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}
