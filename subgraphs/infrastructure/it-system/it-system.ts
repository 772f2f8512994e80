import { Directive, Field, ID, Int, ObjectType } from "type-graphql";
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { VersionField } from "../../../shared/kit/graphql/mutation-fields";
import { DataCentre } from "../data-centre/data-centre";
import { Organization } from "../organization/organization";
import { DataSharing, Hosting, MigrationStatus } from "./it-system-enums";

// Spread at each column: TypeORM writes the type into the object that it is given.
const derived = { select: false, insert: false, update: false } as const;

@Directive('@key(fields: "code")')
@ObjectType({ description: "An information system that an organization of the city runs." })
@Entity("it_system")
@Index("it_system_search_idx", { synchronize: false })
@Index("it_system_name_idx", { synchronize: false })
@Index("it_system_migrated_on_code_idx", { synchronize: false })
@Check(
  "it_system_migration_check",
  `(migration = 'MIGRATED') = (hosting IN ('CITY_DATA_CENTRE', 'CITY_CLOUD'))
    AND (migration = 'MIGRATED') = (migrated_on IS NOT NULL)`,
)
@Check("it_system_migrated_on_check", "migrated_on >= commissioned_on")
@Check("it_system_security_level_check", "security_level BETWEEN 1 AND 5")
@Check("it_system_data_centre_code_check", "data_centre_code IS NULL OR migration = 'MIGRATED'")
@Check("it_system_cpu_cores_check", "cpu_cores > 0")
export class ITSystem {
  @Field(() => ID, { description: "Key of the system in the graph, e.g. SKHCN-HT01." })
  @PrimaryColumn("text")
  code!: string;

  @Field({ description: "What it is called, in Vietnamese." })
  @Column("text")
  name!: string;

  @Index()
  @ForeignKey(() => Organization)
  @Column("text")
  ownerCode!: string;

  @Field(() => Hosting, { description: "Where it runs." })
  @Column({ type: "enum", enum: Hosting, enumName: "hosting" })
  hosting!: Hosting;

  @Field(() => MigrationStatus, {
    description: "How far its move to the city is; MIGRATED exactly when the city hosts it.",
  })
  @Column({ type: "enum", enum: MigrationStatus, enumName: "migration_status" })
  migration!: MigrationStatus;

  @Field(() => dateScalar, { nullable: true, description: "Day of the move; null unless MIGRATED." })
  @Column("date", { nullable: true })
  migratedOn!: CalendarDay | null;

  @Field(() => dateScalar, { description: "Day from which it is in use; never after migratedOn." })
  @Column("date")
  commissionedOn!: CalendarDay;

  @Field(() => Int, {
    nullable: true,
    description: "Approved level of information security, 1 (lowest) to 5; null when none was approved.",
  })
  @Column("smallint", { nullable: true })
  securityLevel!: number | null;

  @Field(() => DataSharing, { description: "Whether other organizations can use its data." })
  @Column({ type: "enum", enum: DataSharing, enumName: "data_sharing" })
  dataSharing!: DataSharing;

  @Index()
  @ForeignKey(() => DataCentre)
  @Column("text", { nullable: true })
  dataCentreCode!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "Processor cores that it is allotted there; null when none were stated.",
  })
  @Column("int", { nullable: true })
  cpuCores!: number | null;

  // Derived by a trigger, for lists; nobody else writes them.

  /** The name without accents and case. */
  @Column("text", { ...derived })
  nameKey?: string;

  /** Code and name without accents and case. */
  @Column("text", { ...derived })
  search?: string;

  @Field(() => DataOrigin, { description: "Where the row came from." })
  @Column({ type: "enum", enum: DataOrigin, enumName: "data_origin" })
  origin!: DataOrigin;

  /** Raised by a trigger, whichever way the row is changed. */
  @VersionField()
  @Column({ type: "integer", default: 1, insert: false, update: false })
  version!: number;

  @Field(() => Organization, { description: "Who answers for it." })
  get owner(): Organization {
    return { code: this.ownerCode };
  }
}
