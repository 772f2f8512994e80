import { IsOptional } from "class-validator";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { IdempotencyKeyField, UserErrorsField } from "../../../shared/kit/graphql/mutation-fields";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { SourceDocument } from "./source-document";

@InputType({ description: "A public document that figures and plans are taken from." })
export class RecordSourceDocumentInput {
  @IsOptional()
  @Field(() => ID, {
    description: "1 to 80 small letters, digits, points and hyphens, e.g. vietnamplus-2025-11-14.",
  })
  code!: string;

  @Field(() => String, {
    nullable: true,
    description: "Who published it. A document without one is refused.",
  })
  publisher?: string | null;

  @Field({ description: "Its title, in the language in which it was published." })
  title!: string;

  @Field(() => String, {
    nullable: true,
    description: "A day (2025-11-14) or only a month (2025-11), as far as it is known.",
  })
  publishedOn?: string | null;

  @Field(() => String, { nullable: true, description: "Where it can be read: an http or https URL." })
  url?: string | null;

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What recording a source document gives." })
export class SourceDocumentPayload {
  @Field(() => SourceDocument, {
    nullable: true,
    description: "The document; null when nothing was recorded.",
  })
  sourceDocument!: SourceDocument | null;

  @UserErrorsField()
  userErrors!: UserError[];
}
