import { IsOptional } from "class-validator";
import { ArgsType, Field, Int } from "type-graphql";

/** The arguments of a feed of changes, which is read forwards alone. */
@ArgsType()
export class FeedArguments {
  @IsOptional()
  @Field(() => Int, { nullable: true, description: "The first so many, 1 to 200; 20 by default." })
  first?: number | null;

  @IsOptional()
  @Field(() => String, { nullable: true, description: "Only what comes after this cursor." })
  after?: string | null;
}
