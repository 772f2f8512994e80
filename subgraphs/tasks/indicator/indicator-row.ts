import { Column, Entity, PrimaryColumn } from "typeorm";

/** An indicator as far as this sector needs to know it: that it is there. Its home is the innovation subgraph. */
@Entity("indicator")
export class IndicatorRow {
  @PrimaryColumn("text")
  code!: string;

  /** Digits after the point of its figures. */
  @Column("int")
  decimals!: number;
}
