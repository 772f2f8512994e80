import { Directive, Field, ID, Int, ObjectType } from "type-graphql";
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import type { CalendarDay } from "../../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../../shared/base/graphql/scalars";
import { DataOrigin } from "../../../../shared/kit/graphql/kit-enums";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { AdministrativeUnitRow } from "../administrative-unit/administrative-unit-row";
import { Organization } from "../organization/organization";
import { OrganizationRow } from "../organization/organization-row";
import { MarketStallOwnership } from "./market-stall-ownership";

@Directive('@key(fields: "code")')
@ObjectType({ description: "A market stall of the city." })
@Entity()
@Index("market_stall_name_idx", { synchronize: false })
@Index("market_stall_search_idx", { synchronize: false })
@Index("market_stall_opened_on_idx", { synchronize: false })
@Check("market_stall_capacity_check", "capacity >= 0")
export class MarketStall {
  @Field(() => ID, { description: "Key of the market stall, e.g. MAU-00004." })
  @PrimaryColumn("text")
  code!: string;

  @Field({ description: "What it is called, in Vietnamese." })
  @Column("text")
  name!: string;

  @Field(() => MarketStallOwnership, { description: "Who it belongs to." })
  @Column({ type: "enum", enum: MarketStallOwnership, enumName: "market_stall_ownership" })
  ownership!: MarketStallOwnership;

  @Index()
  @ForeignKey(() => AdministrativeUnitRow)
  @Column("text")
  unitCode!: string;

  @Index()
  @ForeignKey(() => OrganizationRow)
  @Column("text")
  organizationCode!: string;

  @Field(() => Int, { nullable: true, description: "People it has room for; null when that is not known." })
  @Column("int", { nullable: true })
  capacity!: number | null;

  @Field(() => dateScalar, { description: "Day it opened." })
  @Column("date")
  openedOn!: CalendarDay;

  @Field(() => DataOrigin, { description: "Where the row came from." })
  @Column({ type: "enum", enum: DataOrigin, enumName: "data_origin" })
  origin!: DataOrigin;

  /** When the row was last written, which the catalogue's entry is dated by. */
  @Index()
  @Column("timestamptz")
  changedAt!: Date;

  @Field(() => AdministrativeUnit, { description: "The ward or commune where it is." })
  get unit(): AdministrativeUnit {
    return { code: this.unitCode };
  }

  @Field(() => Organization, { description: "Who answers for it, and may change it." })
  get organization(): Organization {
    return { code: this.organizationCode };
  }
}
