import { Directive, Field, Float, ID, Int, ObjectType } from "type-graphql";
import { AdministrativeUnitKind } from "../../common/city/administrative-unit-kind";

/** A unit with its area, population and centre, as `unitsFrom` makes it of the table's rows. */
@Directive('@key(fields: "code")')
@ObjectType({ description: "A ward or commune of Hanoi, or the city." })
export class AdministrativeUnit {
  @Field(() => ID, { description: "Official five-digit code, zero-padded; 01 is the city." })
  code!: string;

  nameVi!: string;

  nameEn!: string;

  @Field(() => AdministrativeUnitKind, { description: "Ward, commune or the city." })
  kind!: AdministrativeUnitKind;

  parentCode!: string | null;

  @Field(() => Float, {
    description: "Square kilometres; of the city, the sum over its units. Who says so: figures.",
  })
  areaKm2!: number;

  @Field(() => Int, { description: "Persons; of the city, the sum over its units. Who says so: figures." })
  population!: number;

  @Field(() => Float, { description: "Persons per square kilometre." })
  density!: number;

  @Field(() => Float, {
    nullable: true,
    description: "Degrees east (WGS 84) of the unit's centre; null for the city. Who says so: figures.",
  })
  longitude!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "Degrees north (WGS 84) of the unit's centre; null for the city. Who says so: figures.",
  })
  latitude!: number | null;
}
