import { IsOptional } from "class-validator";
import { Directive, Field, InputType, Int, ObjectType } from "type-graphql";

@Directive("@shareable")
@ObjectType({ description: "A class of whole numbers, both bounds included." })
export class NumberClass {
  @Field(() => Int, { nullable: true, description: "The least; null where there is none." })
  from!: number | null;

  @Field(() => Int, { nullable: true, description: "The largest; null where there is none." })
  to!: number | null;

  @Field({ description: "e.g. 3–5, 7, 21 and more." })
  label!: string;
}

@InputType({ description: "Whole numbers from one to another, both included." })
export class NumberRange {
  @IsOptional()
  @Field(() => Int, { nullable: true, description: "The least; none where it is open." })
  from?: number | null;

  @IsOptional()
  @Field(() => Int, { nullable: true, description: "The largest; none where it is open." })
  to?: number | null;
}
