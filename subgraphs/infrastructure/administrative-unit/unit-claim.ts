import { Field, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { SourceDocument } from "../source-document/source-document";
import { AdministrativeUnitRow } from "./administrative-unit-row";

export enum UnitFact {
  AREA_KM2 = "AREA_KM2",
  POPULATION = "POPULATION",
  CENTRE = "CENTRE",
}

registerEnumType(UnitFact, {
  name: "UnitFact",
  description: "What is said of a unit.",
  valuesConfig: {
    AREA_KM2: { description: "Square kilometres, areaKm2." },
    POPULATION: { description: "Persons, population." },
    CENTRE: { description: "longitude and latitude, with a comma between them." },
  },
});

@ObjectType({
  description: "What a public document says of a unit.",
})
@Entity()
export class UnitClaim {
  @ForeignKey(() => AdministrativeUnitRow)
  @PrimaryColumn("text")
  unitCode!: string;

  @Field(() => UnitFact, { description: "What is said of it." })
  @PrimaryColumn({ type: "enum", enum: UnitFact, enumName: "unit_fact" })
  fact!: UnitFact;

  @PrimaryColumn("text")
  sourceId!: string;

  @Field({ description: "As the document has it." })
  @Column("text")
  value!: string;

  @Field(() => dateScalar, {
    nullable: true,
    description: "Day on which the document says it; null when its day is not known.",
  })
  @Column("date", { nullable: true })
  saidOn!: CalendarDay | null;

  @Field(() => String, { nullable: true, description: "What a reader should know beside it." })
  @Column("text", { nullable: true })
  note!: string | null;

  @Field(() => SourceDocument, { description: "The document that says it." })
  get source(): SourceDocument {
    return { code: this.sourceId };
  }
}
