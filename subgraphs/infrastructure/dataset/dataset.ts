import { Directive, Field, ID, ObjectType } from "type-graphql";
import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from "typeorm";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar, dateTimeScalar } from "../../../shared/base/graphql/scalars";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { ITSystem } from "../it-system/it-system";
import { Organization } from "../organization/organization";
import { AccessLevel, UpdateFrequency } from "./dataset-enums";
import { dataThemes } from "./vocabulary/data-themes";

// Spread at each column: TypeORM writes the type into the object that it is given.
const derived = { select: false, insert: false, update: false } as const;

@Directive('@key(fields: "id")')
@ObjectType({ description: "An entry of the city's shared data catalogue, described in DCAT terms." })
@Entity()
@Index("dataset_search_idx", { synchronize: false })
@Index("dataset_measures_idx", { synchronize: false })
@Index(["titleKey", "id"])
@Index(["publisherCode", "titleKey", "id"])
@Index(["modifiedAt", "id"])
@Unique(["publisherCode", "title"])
@Check("dataset_open_license_check", "access_level <> 'OPEN' OR license IS NOT NULL")
@Check("dataset_landing_page_check", "landing_page ~ '^https?://'")
@Check("dataset_theme_check", `theme IN (${dataThemes.map((theme) => `'${theme}'`).join(", ")})`)
@Check("dataset_license_check", "license ~ '^[A-Za-z0-9][A-Za-z0-9.+-]{0,99}$'")
@Check(
  "dataset_on_open_data_portal_check",
  "NOT on_open_data_portal OR (access_level = 'OPEN' AND license IS NOT NULL)",
)
export class Dataset {
  @Field(() => ID, { description: "Id of the dataset in the graph." })
  @PrimaryGeneratedColumn("identity", { type: "bigint", generatedIdentity: "BY DEFAULT" })
  id!: string;

  @Field({ description: "Name, in Vietnamese (dct:title)." })
  @Column("text")
  title!: string;

  @Field(() => String, { nullable: true, description: "What is in it (dct:description)." })
  @Column("text", { nullable: true })
  description!: string | null;

  @Index()
  @ForeignKey(() => Organization)
  @Column("text")
  publisherCode!: string;

  @Field({
    description:
      "Code of the EU data-theme vocabulary that DCAT-AP uses (dcat:theme): AGRI, ECON, EDUC, ENER, ENVI, " +
      "GOVE, HEAL, INTR, JUST, OP_DATPRO, REGI, SOCI, TECH or TRAN.",
  })
  @Column("text")
  theme!: string;

  @Field(() => [String], { description: "Words to find it by (dcat:keyword)." })
  @Column("text", { array: true, default: [] })
  keywords!: string[];

  @Field(() => UpdateFrequency, { description: "How often it is to be updated." })
  @Column({ type: "enum", enum: UpdateFrequency, enumName: "update_frequency" })
  frequency!: UpdateFrequency;

  @Field(() => dateScalar, {
    description:
      "Day on which it was published first (dct:issued): that of its entry in the catalogue where nobody says another.",
  })
  @Column("date")
  issuedOn!: CalendarDay;

  @Field(() => dateTimeScalar, { description: "When its data was last changed (dct:modified)." })
  @Column("timestamptz")
  modifiedAt!: Date;

  @Field(() => String, {
    nullable: true,
    description:
      "SPDX identifier of its licence, e.g. CC-BY-4.0 (dct:license); null when it has none. What is OPEN has one.",
  })
  @Column("text", { nullable: true })
  license!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "E-mail address of the office to ask about it (dcat:contactPoint), never of a person.",
  })
  @Column("text", { nullable: true })
  contactEmail!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Page where people read about it (dcat:landingPage); null where that is its entry at /catalogue.html.",
  })
  @Column("text", { nullable: true })
  landingPage!: string | null;

  @Field(() => AccessLevel, { description: "Who may use it (dct:accessRights)." })
  @Column({ type: "enum", enum: AccessLevel, enumName: "access_level" })
  accessLevel!: AccessLevel;

  @Field({ description: "Whether the open data portal offers it; if so it is OPEN and has a licence." })
  @Column("boolean", { default: false })
  onOpenDataPortal!: boolean;

  @Index()
  @ForeignKey(() => ITSystem)
  @Column("text", { nullable: true })
  systemCode!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The data of this graph that the entry describes, by subgraph and type, e.g. tasks.Task; null for all other " +
      "entries. The graph itself is where such data is read.",
  })
  @Column("text", { nullable: true, unique: true })
  graphSource!: string | null;

  /** A query of the graph for everybody, whose answer is the first rows of `graphSource`; null where there is none. */
  @Column("text", { nullable: true })
  graphQuery!: string | null;

  // The five criteria that are assessed; what each assessment was based on is in DatasetAssessment. The sixth, live,
  // is computed (quality-rules.ts) and has no column.

  @Column("boolean", { default: false })
  accurate!: boolean;

  @Column("boolean", { default: false })
  sufficient!: boolean;

  @Column("boolean", { default: false })
  clean!: boolean;

  @Column("boolean", { default: false })
  consistent!: boolean;

  @Column("boolean", { default: false })
  shared!: boolean;

  // Derived by a trigger from the columns above, for lists and statistics; nobody else writes them.

  /** The title without accents and case. */
  @Column("text", { ...derived })
  titleKey?: string;

  /** Title, description and keywords without accents and case. */
  @Column("text", { ...derived })
  search?: string;

  /** How many of the five assessed criteria hold. */
  @Column("smallint", { ...derived })
  assessedMet?: number;

  /** Last instant at which it is live; infinity for IRREGULAR. */
  @Column("timestamptz", { ...derived })
  liveUntil?: Date;

  @Field(() => DataOrigin, { description: "Where the row came from." })
  @Column({ type: "enum", enum: DataOrigin, enumName: "data_origin" })
  origin!: DataOrigin;

  @Field(() => Organization, { description: "Who publishes it and answers for it (dct:publisher)." })
  get publisher(): Organization {
    return { code: this.publisherCode };
  }
}
