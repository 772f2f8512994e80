import { Directive, Field, ID, ObjectType } from "type-graphql";

/** Owned by the infrastructure subgraph; this one adds its authority and its tasks. */
@Directive('@key(fields: "code")')
@ObjectType({ description: "A ward or commune of Hanoi, or the city." })
export class AdministrativeUnit {
  @Field(() => ID, { description: "Official five-digit code, zero-padded; 01 is the city." })
  code!: string;
}

/** Code of the administrative unit that is the city: measures of it are of everything. */
export const cityCode = "01";
