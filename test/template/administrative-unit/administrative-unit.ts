import { Directive, Field, ID, ObjectType } from "type-graphql";

/** The infrastructure subgraph owns the unit; this one adds its libraries. */
@Directive('@key(fields: "code")')
@ObjectType({ description: "A ward or commune of Hanoi, or the city." })
export class AdministrativeUnit {
  @Field(() => ID, { description: "Official five-digit code, zero-padded; 01 is the city." })
  code!: string;
}
