import { Directive, Field, ID, Int, ObjectType } from "type-graphql";
import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from "typeorm";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar, decimalScalar } from "../../../shared/base/graphql/scalars";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { AdministrativeUnitRow } from "../administrative-unit/administrative-unit-row";
import { EnterpriseKind } from "./enterprise-kind";

@Directive('@key(fields: "id")')
@ObjectType({ description: "An enterprise of the city." })
@Entity()
@Unique(["name"])
@Index("enterprise_name_idx", { synchronize: false })
@Index("enterprise_search_idx", { synchronize: false })
@Index("enterprise_kinds_idx", { synchronize: false })
@Index("enterprise_founded_on_idx", { synchronize: false })
@Index("enterprise_founded_on_last_idx", { synchronize: false })
@Index("enterprise_certified_on_idx", { synchronize: false })
@Index("enterprise_certified_on_last_idx", { synchronize: false })
@Check("enterprise_employees_check", "employees >= 0")
@Check("enterprise_revenue_check", "revenue >= 0")
@Check("enterprise_certified_on_check", "certified_on >= founded_on")
export class Enterprise {
  @Field(() => ID, { description: "Key of the enterprise in the graph." })
  @PrimaryGeneratedColumn("identity", { type: "bigint", generatedIdentity: "BY DEFAULT" })
  id!: string;

  @Field({ description: "Registered name; no two enterprises have the same." })
  @Column("text")
  name!: string;

  @Field(() => [EnterpriseKind], { description: "What it counts as; empty for any other enterprise." })
  @Column({ type: "enum", enum: EnterpriseKind, enumName: "enterprise_kind", array: true })
  kinds!: EnterpriseKind[];

  @Index()
  @Field(() => String, { nullable: true, description: "Industry, in Vietnamese; null when it is not known." })
  @Column("text", { nullable: true })
  industry!: string | null;

  @Index()
  @ForeignKey(() => AdministrativeUnitRow)
  @Column("text", { nullable: true })
  unitCode!: string | null;

  @Field(() => dateScalar, {
    nullable: true,
    description: "Day it was founded; null when it is not known.",
  })
  @Column("date", { nullable: true })
  foundedOn!: CalendarDay | null;

  @Field(() => dateScalar, {
    nullable: true,
    description: "Day it was certified as a science and technology enterprise; null when it was not.",
  })
  @Column("date", { nullable: true })
  certifiedOn!: CalendarDay | null;

  @Field(() => Int, { nullable: true, description: "People employed; null when it is not known." })
  @Column("int", { nullable: true })
  employees!: number | null;

  @Field(() => decimalScalar, {
    nullable: true,
    description: "Yearly revenue in VND; null when it is not known.",
  })
  @Column("numeric", { nullable: true })
  revenue!: string | null;

  @Field({ description: "Whether it engages in innovation." })
  @Column("boolean")
  innovating!: boolean;

  @Field(() => DataOrigin, { description: "Where the row came from." })
  @Column({ type: "enum", enum: DataOrigin, enumName: "data_origin" })
  origin!: DataOrigin;
}
