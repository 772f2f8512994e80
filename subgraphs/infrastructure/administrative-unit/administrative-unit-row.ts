import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { AdministrativeUnitKind } from "../../common/city/administrative-unit-kind";

/** The table of units. The city has no figures of its own: they are summed over its units when selected. */
@Entity("administrative_unit")
@Check(
  "administrative_unit_city_check",
  `CASE kind WHEN 'CITY' THEN num_nonnulls(parent_code, area_km2, population, longitude, latitude) = 0
    ELSE num_nulls(parent_code, area_km2, population) = 0 END`,
)
@Check("administrative_unit_figures_check", "area_km2 > 0 AND population >= 0")
export class AdministrativeUnitRow {
  @PrimaryColumn("text")
  code!: string;

  @Column("text")
  nameVi!: string;

  @Column("text")
  nameEn!: string;

  @Column({ type: "enum", enum: AdministrativeUnitKind, enumName: "administrative_unit_kind" })
  kind!: AdministrativeUnitKind;

  @Index()
  @ForeignKey(() => AdministrativeUnitRow)
  @Column("text", { nullable: true })
  parentCode!: string | null;

  /** numeric, so that sums are exact; pg reads it as text. */
  @Column("numeric", { name: "area_km2", precision: 8, scale: 2, nullable: true })
  areaKm2!: string | null;

  @Column("int", { nullable: true })
  population!: number | null;

  @Column("double precision", { nullable: true })
  longitude!: number | null;

  @Column("double precision", { nullable: true })
  latitude!: number | null;
}
