import { Column, Entity, PrimaryColumn } from "typeorm";

/**
 * A ward or commune of before 1 July 2025, as far as a sector must know it to say what became of a code. Infrastructure
 * owns it.
 */
@Entity("former_unit")
export class FormerUnitRow {
  @PrimaryColumn("text")
  code!: string;

  @Column("text")
  nameVi!: string;

  /** Codes of the current units, in order; more than one where it was split. */
  @Column("text", { array: true })
  successorCodes!: string[];
}
