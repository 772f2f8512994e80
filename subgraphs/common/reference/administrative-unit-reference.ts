import { Directive, Field, ID, ObjectType } from "type-graphql";

/**
 * AdministrativeUnit as a sector has it that knows a unit by its code only; infrastructure owns it. Every sector calls
 * this for a class of its own, as all functions of this folder: type-graphql stores the fields that resolvers add with
 * the class, and a shared one would bring the fields of one sector into the schema of another.
 */
export function administrativeUnitReference() {
  @Directive('@key(fields: "code")')
  @ObjectType({ description: "A ward or commune of Hanoi, or the city." })
  class AdministrativeUnit {
    @Field(() => ID, { description: "Official five-digit code, zero-padded; 01 is the city." })
    code!: string;
  }
  return AdministrativeUnit;
}
