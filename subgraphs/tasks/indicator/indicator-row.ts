import { Column, Entity, PrimaryColumn } from "typeorm";

/** That an indicator exists, which is all that this sector needs. Owned by the innovation subgraph. */
@Entity("indicator")
export class IndicatorRow {
  @PrimaryColumn("text")
  code!: string;

  /** Digits after the point of its values. */
  @Column("int")
  decimals!: number;
}
