import { IsOptional } from "class-validator";
import { Field, ID, InputType, Int } from "type-graphql";
import { dateTimeScalar } from "../../../../shared/base/graphql/scalars";
import { ExpectedVersionField, IdempotencyKeyField } from "../../../../shared/kit/graphql/mutation-fields";
import { ApplicantKind, DossierChannel, PaymentKind } from "../dossier-enums";

@InputType({ description: "A dossier that has come in; its status is REGISTERED." })
export class RegisterDossierInput {
  @IsOptional()
  @Field(() => ID, { description: "Number on its receipt, which no other dossier has." })
  code!: string;

  @Field(() => ID, { description: "Code of the procedure." })
  procedure!: string;

  @Field(() => ID, { description: "Code of the organization that handles it." })
  organization!: string;

  @Field(() => ID, { nullable: true, description: "Code of the ward or commune where it was received." })
  unit?: string | null;

  @Field(() => DossierChannel, { description: "How it came in." })
  channel!: DossierChannel;

  @Field(() => ApplicantKind, { description: "What kind of applicant handed it in." })
  applicant!: ApplicantKind;

  @Field(() => dateTimeScalar, { description: "When it was received." })
  receivedAt!: Date;

  @Field(() => dateTimeScalar, { description: "When its result is due." })
  dueAt!: Date;

  @Field({ defaultValue: false, description: "Whether its papers were turned into data." })
  digitised!: boolean;

  @Field(() => PaymentKind, { defaultValue: PaymentKind.NONE, description: "How its fee was paid." })
  payment!: PaymentKind;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@InputType({
  description:
    "What was entered wrongly of a dossier; what is not given stays as it is. Its course is recorded by recordDossierEvent, a withdrawal included.",
})
export class CorrectDossierInput {
  @IsOptional()
  @Field(() => ID, { description: "Id of the dossier." })
  dossier!: string;

  @Field(() => ID, { nullable: true, description: "Code of the procedure." })
  procedure?: string | null;

  @Field(() => ID, { nullable: true, description: "Code of the ward or commune where it was received." })
  unit?: string | null;

  @Field(() => DossierChannel, { nullable: true, description: "How it came in." })
  channel?: DossierChannel | null;

  @Field(() => ApplicantKind, { nullable: true, description: "What kind of applicant handed it in." })
  applicant?: ApplicantKind | null;

  @Field(() => dateTimeScalar, { nullable: true, description: "When it was received." })
  receivedAt?: Date | null;

  @Field(() => dateTimeScalar, { nullable: true, description: "When its result is due." })
  dueAt?: Date | null;

  @Field(() => Boolean, { nullable: true, description: "Whether its papers were turned into data." })
  digitised?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether its result is electronic; false before there is one.",
  })
  electronicResult?: boolean | null;

  @Field(() => PaymentKind, { nullable: true, description: "How its fee was paid." })
  payment?: PaymentKind | null;

  @Field(() => dateTimeScalar, {
    nullable: true,
    description: "When it was synchronised to the National Public Service Portal; null before.",
  })
  synchronisedAt?: Date | null;

  @Field(() => Int, { nullable: true, description: "1 to 5; null when the applicant gave none." })
  satisfaction?: number | null;

  @ExpectedVersionField()
  expectedVersion!: number;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}
