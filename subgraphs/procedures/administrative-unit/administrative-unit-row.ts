import { Column, Entity, PrimaryColumn } from "typeorm";
import { AdministrativeUnitKind } from "../../common/city/administrative-unit-kind";

/** A ward or commune, or the city, with what this sector needs of it. Owned by infrastructure. */
@Entity("administrative_unit")
export class AdministrativeUnitRow {
  @PrimaryColumn("text")
  code!: string;

  @Column("text")
  nameVi!: string;

  @Column({ type: "enum", enum: AdministrativeUnitKind, enumName: "administrative_unit_kind" })
  kind!: AdministrativeUnitKind;
}
