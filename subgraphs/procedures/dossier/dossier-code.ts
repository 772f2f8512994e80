import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/**
 * The number on the receipt of a dossier (mã số hồ sơ), by which its office knows it. A table of its own, for a
 * partitioned table can hold nothing unique but the key that it is partitioned by.
 */
@Entity()
export class DossierCode {
  @PrimaryColumn("text")
  code!: string;

  /** Triggers see to it that the dossier is there, and take the code away with it (check_dossier_codes). */
  @Index({ unique: true })
  @Column("bigint")
  dossierId!: string;
}
