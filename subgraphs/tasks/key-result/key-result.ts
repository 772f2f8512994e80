import { Directive, Field, ID, ObjectType } from "type-graphql";
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { decimalScalar } from "../../../shared/base/graphql/scalars";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { Objective } from "../objective/objective";

@Directive('@key(fields: "code")')
@ObjectType({ description: "What an objective is measured by (a KR of OKR)." })
@Entity()
@Check("key_result_target_check", "baseline IS NULL OR baseline <> target")
export class KeyResult {
  @Field(() => ID, { description: "e.g. KR-2026-DVC-1." })
  @PrimaryColumn("text")
  code!: string;

  @Field({ description: "What is measured, in one line." })
  @Column("text")
  title!: string;

  @Index()
  @ForeignKey(() => Objective)
  @Column("text")
  objectiveCode!: string;

  /** Of the innovation subgraph. */
  @Index()
  @Column("text", { nullable: true })
  indicatorCode!: string | null;

  @Field(() => decimalScalar, { nullable: true, description: "Value at the start; null until it is known." })
  @Column("numeric", { nullable: true })
  baseline!: string | null;

  @Field(() => decimalScalar, { description: "Value to reach." })
  @Column("numeric")
  target!: string;

  @Field(() => DataOrigin, { description: "Where the row came from." })
  @Column({ type: "enum", enum: DataOrigin, enumName: "data_origin" })
  origin!: DataOrigin;

  /** When the row was last written. Rows older than this column say 2025-07-01. */
  @Column("timestamptz")
  changedAt!: Date;
}
