import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { Enterprise } from "../enterprise/enterprise";

export enum ProductStage {
  RESEARCH = "RESEARCH",
  PROTOTYPE = "PROTOTYPE",
  PILOT = "PILOT",
  COMMERCIALISED = "COMMERCIALISED",
}

registerEnumType(ProductStage, {
  name: "ProductStage",
  description: "How far a product is on its way to the market.",
  valuesConfig: {
    RESEARCH: { description: "Researched; there is no working product yet." },
    PROTOTYPE: { description: "There is a working product." },
    PILOT: { description: "Tried out by those it is made for." },
    COMMERCIALISED: { description: "On the market." },
  },
});

@Directive('@key(fields: "code")')
@ObjectType({ description: "A strategic technology product." })
@Entity()
@Check("strategic_product_commercialised_on_check", "commercialised_on IS NULL OR stage = 'COMMERCIALISED'")
export class StrategicProduct {
  @Field(() => ID, { description: "Key of the product in the graph, e.g. SP-01." })
  @PrimaryColumn("text")
  code!: string;

  @Field({ description: "What it is called." })
  @Column("text")
  name!: string;

  @Index()
  @ForeignKey(() => Enterprise)
  @Column("bigint", { nullable: true })
  enterpriseId!: string | null;

  @Index()
  @Field(() => ProductStage, { description: "How far it is." })
  @Column({ type: "enum", enum: ProductStage, enumName: "product_stage" })
  stage!: ProductStage;

  @Field(() => dateScalar, {
    nullable: true,
    description: "Day it came onto the market; null before, or when the day is not known.",
  })
  @Column("date", { nullable: true })
  commercialisedOn!: CalendarDay | null;

  @Field(() => DataOrigin, { description: "Where the row came from." })
  @Column({ type: "enum", enum: DataOrigin, enumName: "data_origin" })
  origin!: DataOrigin;
}
