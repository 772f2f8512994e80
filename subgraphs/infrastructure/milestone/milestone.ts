import { Directive, Field, ID, ObjectType } from "type-graphql";

/** Tasks owns it; this sector refers to it. */
@Directive('@key(fields: "code", resolvable: false)')
@ObjectType({ description: "A step of the plan that was announced in public." })
export class Milestone {
  @Field(() => ID, { description: "e.g. ihanoi-super-app." })
  code!: string;
}
