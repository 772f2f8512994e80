import { Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { Dossier } from "./dossier";

/**
 * The number on the receipt of a dossier (mã số hồ sơ), by which its office knows it. A table of its own, for a
 * partitioned table can hold nothing unique but the key that it is partitioned by.
 */
@Entity()
export class DossierCode {
  @PrimaryColumn("text")
  code!: string;

  @ForeignKey(() => Dossier, { onDelete: "CASCADE" })
  @Index({ unique: true })
  @Column("bigint")
  dossierId!: string;
}
