import { Directive, Field, Float, ID, Int, ObjectType } from "type-graphql";
import { Check, Column, Entity, PrimaryColumn } from "typeorm";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";

@Directive('@key(fields: "code")')
@ObjectType({ description: "A data centre of the city." })
@Entity()
@Check("data_centre_capacity_check", "cpu_cores > 0 AND memory_tib > 0 AND storage_tib > 0")
export class DataCentre {
  @Field(() => ID, { description: "Key of the data centre in the graph, e.g. TTDL-01." })
  @PrimaryColumn("text")
  code!: string;

  @Field({ description: "What it is called, in Vietnamese." })
  @Column("text")
  name!: string;

  @Field(() => dateScalar, {
    nullable: true,
    description: "Day from which it runs; null when none was stated.",
  })
  @Column("date", { nullable: true })
  operatingSince!: CalendarDay | null;

  @Field(() => Int, { description: "Processor cores that it has for systems." })
  @Column("int")
  cpuCores!: number;

  @Field(() => Float, { description: "Memory, in TiB." })
  @Column("double precision", { name: "memory_tib" })
  memoryTiB!: number;

  @Field(() => Float, { description: "Storage, in TiB." })
  @Column("double precision", { name: "storage_tib" })
  storageTiB!: number;

  @Field(() => DataOrigin, { description: "Where the row came from." })
  @Column({ type: "enum", enum: DataOrigin, enumName: "data_origin" })
  origin!: DataOrigin;
}
