import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { OrganizationKind } from "../../common/city/organization-kind";
import { SourceDocumentRow } from "../source-document/source-document-row";

export enum OrganizationAxis {
  CITY = "CITY",
  PARTY = "PARTY",
  PEOPLES_COMMITTEE = "PEOPLES_COMMITTEE",
  PEOPLES_COUNCIL = "PEOPLES_COUNCIL",
  FATHERLAND_FRONT = "FATHERLAND_FRONT",
  CENTRAL = "CENTRAL",
}

registerEnumType(OrganizationAxis, {
  name: "OrganizationAxis",
  description: "The four axes of the plan, and the city and the central bodies above them.",
  valuesConfig: {
    CITY: { description: "The city, above the four axes." },
    PARTY: { description: "Party bodies." },
    PEOPLES_COMMITTEE: {
      description: "The People's Committee, its departments and the commune-level authorities.",
    },
    PEOPLES_COUNCIL: { description: "The People's Council." },
    FATHERLAND_FRONT: { description: "The Fatherland Front and its member organizations." },
    CENTRAL: { description: "Central bodies, which assign tasks to the city and are above its axes." },
  },
});

@Directive('@key(fields: "code")')
@ObjectType({ description: "A body of the city that leads or coordinates tasks, or owns data." })
@Entity()
@Check("organization_existed_check", "existed_from <= existed_until")
@Check(
  "organization_electronic_identifier_check",
  String.raw`electronic_identifier ~ '^H26(\.\d{2,3}){0,3}$'`,
)
@Check(
  "organization_identifier_source_check",
  "identifier_source_id IS NULL OR electronic_identifier IS NOT NULL",
)
export class Organization {
  @Field(() => ID, {
    description: "Official abbreviation, e.g. SKHCN; U and the unit's code for a commune-level authority.",
  })
  @PrimaryColumn("text")
  code!: string;

  @Column("text")
  nameVi!: string;

  @Field({
    name: "shortName",
    description: "What it is called in the city's daily work, in Vietnamese: Sở Nội vụ, UBND phường Ba Đình.",
  })
  @Column("text")
  shortNameVi!: string;

  @Column("text")
  nameEn!: string;

  @Field(() => OrganizationKind, { description: "What kind of body it is." })
  @Column({ type: "enum", enum: OrganizationKind, enumName: "organization_kind" })
  kind!: OrganizationKind;

  @Field(() => OrganizationAxis, { description: "Which of the four axes of the plan it belongs to." })
  @Column({ type: "enum", enum: OrganizationAxis, enumName: "organization_axis" })
  axis!: OrganizationAxis;

  @Index()
  @ForeignKey(() => Organization)
  @Column("text", { nullable: true })
  parentCode!: string | null;

  @Index({ unique: true })
  @Column("text", { nullable: true })
  unitCode!: string | null;

  @Field(() => dateScalar, {
    nullable: true,
    description:
      "First day on which it acts: 2025-07-01 for the authorities of today's wards and communes. Null where the graph " +
      "does not know it: it existed before the first day that the graph covers.",
  })
  @Column("date", { nullable: true })
  existedFrom!: CalendarDay | null;

  @Field(() => dateScalar, {
    nullable: true,
    description: "Last day on which it acted, 2025-06-30 for the former authorities; null while it exists.",
  })
  @Column("date", { nullable: true })
  existedUntil!: CalendarDay | null;

  /** Codes of the organizations that took over what it did, in order. */
  @Index("organization_successor_codes_idx", { synchronize: false })
  @Column("text", { array: true, default: "{}" })
  successorCodes!: string[];

  @Field(() => String, {
    nullable: true,
    description:
      "Electronic identifier (mã định danh điện tử) by Decision 20/2020/QD-TTg, e.g. H26; null where no document that the " +
      "graph knows says it: of Decision 2918/QD-UBND of 2022 only that of the People's Committee was found in public.",
  })
  @Index({ unique: true })
  @Column("text", { nullable: true })
  electronicIdentifier!: string | null;

  @ForeignKey(() => SourceDocumentRow)
  @Column("text", { nullable: true })
  identifierSourceId!: string | null;
}
