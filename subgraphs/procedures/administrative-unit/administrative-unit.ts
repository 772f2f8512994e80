import { Directive, Field, ID, ObjectType } from "type-graphql";

/** The unit's home is the infrastructure subgraph; this one adds its dossiers and its service points. */
@Directive('@key(fields: "code")')
@ObjectType({ description: "A ward or commune of Hanoi, or the city." })
export class AdministrativeUnit {
  @Field(() => ID, { description: "Official five-digit code, zero-padded; 01 is the city." })
  code!: string;
}
