import { IsOptional } from "class-validator";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { dateTimeScalar } from "../../../../shared/base/graphql/scalars";
import { IdempotencyKeyField, UserErrorsField } from "../../../../shared/kit/graphql/mutation-fields";
import type { UserError } from "../../../../shared/kit/graphql/user-error";
import { Dossier } from "../dossier";
import { DossierStatus } from "../dossier-enums";

@InputType({ description: "A change of a dossier's status." })
export class RecordDossierEventInput {
  @IsOptional()
  @Field(() => ID, { description: "Id of the dossier." })
  dossier!: string;

  @Field(() => DossierStatus, {
    description:
      "The status from then on. REGISTERED goes on to ACCEPTED, REJECTED, a request or WITHDRAWN; ACCEPTED to " +
      "PROCESSING; PROCESSING to RESOLVED; requests for a supplement or a payment back to ACCEPTED or " +
      "PROCESSING; from ACCEPTED on it can be WITHDRAWN or STOPPED; RESOLVED goes on to RETURNED.",
  })
  status!: DossierStatus;

  @Field(() => dateTimeScalar, {
    description: "When it happened: not before the dossier's last event, and not in the future.",
  })
  at!: Date;

  @Field(() => String, { nullable: true, description: "Remark of the office. No personal data." })
  note?: string | null;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What became of a change to a dossier." })
export class DossierPayload {
  @Field(() => Dossier, {
    nullable: true,
    description: "As it is after the change; null when there was none.",
  })
  dossier!: Dossier | null;

  @UserErrorsField()
  userErrors!: UserError[];
}
