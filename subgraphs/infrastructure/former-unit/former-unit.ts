import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, Index, PrimaryColumn } from "typeorm";
import { addDays } from "../../../shared/base/clock/calendar-day";
import { firstDayOfUnits } from "../../common/unit/first-day-of-units";

/** The last day of the former units. */
export const lastDayOfFormerUnits = addDays(firstDayOfUnits, -1);

export enum FormerUnitKind {
  WARD = "WARD",
  COMMUNE = "COMMUNE",
  TOWNSHIP = "TOWNSHIP",
}

registerEnumType(FormerUnitKind, {
  name: "FormerUnitKind",
  description: "What kind of unit it was.",
  valuesConfig: {
    WARD: { description: "A ward (phường)." },
    COMMUNE: { description: "A commune (xã)." },
    TOWNSHIP: { description: "A township (thị trấn)." },
  },
});

@Directive('@key(fields: "code")')
@ObjectType({
  description:
    "One of the 526 commune-level units of Hanoi as they stood on 30 June 2025, below districts, before the two-tier " +
    "model. From vietnamadminunits 1.0.4 (source vietnamadminunits-1.0.4); since when each had stood it does not say.",
})
@Entity()
export class FormerUnit {
  @Field(() => ID, { description: "Its official code. Most codes of today named another unit then." })
  @PrimaryColumn("text")
  code!: string;

  @Column("text")
  nameVi!: string;

  @Column("text")
  nameEn!: string;

  @Field(() => FormerUnitKind, { description: "What kind of unit it was." })
  @Column({ type: "enum", enum: FormerUnitKind, enumName: "former_unit_kind" })
  kind!: FormerUnitKind;

  @Field({ description: "The district (quận, huyện, thị xã) that it belonged to, in Vietnamese." })
  @Column("text")
  district!: string;

  /** Codes of the units of today, in order; more than one where it was split. */
  @Index("former_unit_successor_codes_idx", { synchronize: false })
  @Column("text", { array: true })
  successorCodes!: string[];
}
