import { Column, Entity, PrimaryColumn } from "typeorm";

/** A ward or commune, or the city, by code and name. Owned by infrastructure. */
@Entity("administrative_unit")
export class AdministrativeUnitRow {
  @PrimaryColumn("text")
  code!: string;

  @Column("text")
  nameVi!: string;
}
