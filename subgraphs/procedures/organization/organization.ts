import { Directive, Field, ID, ObjectType } from "type-graphql";

/** Owned by the tasks subgraph; this one adds its procedures and its dossiers. */
@Directive('@key(fields: "code")')
@ObjectType({ description: "A body of the city that leads or coordinates tasks, or owns data." })
export class Organization {
  @Field(() => ID, {
    description: "Official abbreviation, e.g. SKHCN; U and the unit's code for a commune-level authority.",
  })
  code!: string;
}
