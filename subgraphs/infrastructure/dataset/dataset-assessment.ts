import { Check, Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { Dataset } from "./dataset";
import { QualityCriterion } from "./dataset-enums";

/** What the latest assessment of one criterion of a dataset was based on. Whether it holds is a column of the dataset. */
@Entity()
@Check("dataset_assessment_criterion_check", "criterion <> 'LIVE'")
@Check(
  "dataset_assessment_rate_check",
  "(numerator IS NULL) = (denominator IS NULL) AND numerator BETWEEN 0 AND denominator",
)
export class DatasetAssessment {
  @ForeignKey(() => Dataset, { onDelete: "CASCADE" })
  @PrimaryColumn("bigint")
  datasetId!: string;

  /** Never LIVE, which is computed and cannot be assessed. */
  @PrimaryColumn({ type: "enum", enum: QualityCriterion, enumName: "quality_criterion" })
  criterion!: QualityCriterion;

  @Column("text", { nullable: true })
  evidence!: string | null;

  /** Records that held, of those that were checked. */
  @Column("int", { nullable: true })
  numerator!: number | null;

  /** Records that were checked. */
  @Column("int", { nullable: true })
  denominator!: number | null;

  @Column("date")
  assessedOn!: CalendarDay;
}
