import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/**
 * The number on the receipt of a dossier (mã số hồ sơ), by which its office finds it. A table of its own, for a
 * partitioned table allows no unique column but the key that it is partitioned by.
 */
@Entity()
export class DossierCode {
  @PrimaryColumn("text")
  code!: string;

  /** Triggers ensure that the dossier exists, and delete the code with it (check_dossier_codes). */
  @Index({ unique: true })
  @Column("bigint")
  dossierId!: string;
}
