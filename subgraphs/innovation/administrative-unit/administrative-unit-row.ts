import { Check, Column, Entity, PrimaryColumn } from "typeorm";

/** A ward or commune, or the city, as far as this sector needs to know it. Infrastructure owns it. */
@Entity("administrative_unit")
@Check("administrative_unit_population_check", "population > 0")
export class AdministrativeUnitRow {
  @PrimaryColumn("text")
  code!: string;

  @Column("text")
  nameVi!: string;

  @Column("int")
  population!: number;
}
