import { Directive, Field, ID, ObjectType } from "type-graphql";

/** Organization as a sector has it that knows one by its code only; tasks owns it. */
export function organizationReference() {
  @Directive('@key(fields: "code")')
  @ObjectType({ description: "A body of the city that leads or coordinates tasks, or owns data." })
  class Organization {
    @Field(() => ID, {
      description: "Official abbreviation, e.g. SKHCN; U and the unit's code for a commune-level authority.",
    })
    code!: string;
  }
  return Organization;
}
