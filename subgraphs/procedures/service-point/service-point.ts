import { Directive, Field, ID, ObjectType } from "type-graphql";
import { Column, Entity, Index, PrimaryColumn } from "typeorm";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";

@Directive('@key(fields: "code")')
@ObjectType({
  description:
    "Where people hand in dossiers: one point for each commune-level unit, and the branches of the city-level " +
    "centre. The demonstration's points are synthetic: named by a pattern, 12 branches, placed nowhere real.",
})
@Entity()
export class ServicePoint {
  @Field(() => ID, {
    description: "D and the unit's code for the point of a unit, e.g. D00004; CN and a number for a branch.",
  })
  @PrimaryColumn("text")
  code!: string;

  @Field({ description: "Name in Vietnamese." })
  @Column("text")
  name!: string;

  @Index()
  @Column("text", { nullable: true })
  unitCode!: string | null;

  @Field(() => AdministrativeUnit, {
    nullable: true,
    description: "The unit that it serves; null for a branch, which serves the whole city.",
  })
  get unit(): AdministrativeUnit | null {
    return this.unitCode === null ? null : { code: this.unitCode };
  }

  @Field({ description: "Whether it is a branch of the city-level centre." })
  @Column("boolean")
  branch!: boolean;

  @Field({
    description:
      "Whether its systems are connected to the Public Administration Service Centre. Which ones are not is an " +
      "assumption of the demonstration data.",
  })
  @Column("boolean")
  connected!: boolean;

  @Field(() => DataOrigin, { description: "Where the row came from." })
  @Column({ type: "enum", enum: DataOrigin, enumName: "data_origin" })
  origin!: DataOrigin;
}
