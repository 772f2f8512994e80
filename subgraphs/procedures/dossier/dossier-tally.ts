import { Column, Entity, Index, PrimaryColumn } from "typeorm";
import type { CalendarDay } from "../../../shared/clock/calendar-day";
import { ApplicantKind, DossierChannel, DossierStatus } from "./dossier-enums";

/**
 * Counts of dossiers that are kept beside them, by some sets of keys (`dossier-cuboids.ts`). Triggers add rows to
 * it in the statement that changes dossiers; a count is the sum of its rows, and rows are merged now and then.
 * `SELECT * FROM dossier_tally_drift()` compares it with the dossiers and gives what differs, which is nothing;
 * `SELECT rebuild_dossier_tally()` counts anew.
 */
@Entity()
@Index(["cuboid", "day"])
export class DossierTally {
  @PrimaryColumn("bigint", { generated: "identity", generatedIdentity: "ALWAYS" })
  id!: string;

  /** Which set of keys; the others are null. */
  @Column("smallint")
  cuboid!: number;

  /** Day of receipt, or the first day of its stretch or month. */
  @Column("date")
  day!: CalendarDay;

  @Column("text", { nullable: true })
  organizationCode!: string | null;

  @Column("text", { nullable: true })
  unitCode!: string | null;

  @Column("text", { nullable: true })
  procedureCode!: string | null;

  @Column("text", { nullable: true })
  fieldCode!: string | null;

  @Column({ type: "enum", enum: DossierChannel, enumName: "dossier_channel", nullable: true })
  channel!: DossierChannel | null;

  @Column({ type: "enum", enum: ApplicantKind, enumName: "applicant_kind", nullable: true })
  applicant!: ApplicantKind | null;

  @Column({ type: "enum", enum: DossierStatus, enumName: "dossier_status", nullable: true })
  status!: DossierStatus | null;

  @Column("text", { nullable: true })
  timeliness!: string | null;

  @Column("bigint")
  received!: string;

  @Column("bigint")
  resolved!: string;

  @Column("bigint")
  pending!: string;

  @Column("bigint")
  inTime!: string;

  @Column("bigint")
  digitised!: string;

  @Column("bigint")
  electronicResult!: string;

  @Column("bigint")
  paid!: string;

  @Column("bigint")
  paidOnline!: string;

  @Column("bigint")
  receivedOnline!: string;

  @Column("bigint")
  synchronised!: string;

  @Column("bigint")
  rated!: string;

  @Column("bigint")
  satisfied!: string;

  /** Sum over the resolved. */
  @Column("bigint")
  processingDays!: string;
}
