import { Directive, Field, ID, ObjectType } from "type-graphql";

/** Its home is the tasks subgraph; this one only points at it. */
@Directive('@key(fields: "code", resolvable: false)')
@ObjectType({ description: "A step of the plan that was announced in public." })
export class Milestone {
  @Field(() => ID, { description: "e.g. ihanoi-super-app." })
  code!: string;
}
