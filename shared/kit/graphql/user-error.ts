import { Directive, Field, ObjectType } from "type-graphql";
import { UserErrorCode } from "./user-error-code";

@Directive("@shareable")
@ObjectType({ description: "One problem with a mutation's input. Nothing was changed when there is one." })
export class UserError {
  @Field(() => UserErrorCode, { description: "A stable code from the error table in the README." })
  code!: UserErrorCode;

  @Field({ description: "What was expected and what came." })
  message!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Path of the input field, e.g. ["input", "dueOn"].',
  })
  field!: string[] | null;
}
