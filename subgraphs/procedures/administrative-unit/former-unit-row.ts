import { Column, Entity, PrimaryColumn } from "typeorm";

/** A ward or commune of before 1 July 2025, so that errors can name its successors. Owned by infrastructure. */
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
