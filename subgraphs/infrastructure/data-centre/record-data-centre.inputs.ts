import { IsOptional } from "class-validator";
import { Field, Float, ID, InputType, Int, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../../shared/clock/calendar-day";
import { dateScalar } from "../../../shared/graphql/scalars";
import { UserError } from "../../../shared/graphql/user-error";
import { DataCentre } from "./data-centre";

@InputType({ description: "A data centre as it stands now; one that is there is changed to this." })
export class RecordDataCentreInput {
  @IsOptional()
  @Field(() => ID, { description: "Key of the data centre, e.g. TTDL-01." })
  code!: string;

  @Field({ description: "What it is called, in Vietnamese." })
  name!: string;

  @Field(() => dateScalar, {
    nullable: true,
    description: "Day from which it runs; null when that is not known.",
  })
  operatingSince?: CalendarDay | null;

  @Field(() => Int, { description: "Processor cores that it has for systems." })
  cpuCores!: number;

  @Field(() => Float, { description: "Memory, in TiB; more than 0." })
  memoryTiB!: number;

  @Field(() => Float, { description: "Storage, in TiB; more than 0." })
  storageTiB!: number;

  @Field(() => String, {
    nullable: true,
    description:
      "Any text of 1 to 200 characters that is new for each change. The same key again gives the same answer, once done.",
  })
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What recording it gives." })
export class DataCentrePayload {
  @Field(() => DataCentre, {
    nullable: true,
    description: "It, right after the change; null when nothing was recorded.",
  })
  dataCentre!: DataCentre | null;

  @Field(() => [UserError], { description: "What the input got wrong; empty when it was recorded." })
  userErrors!: UserError[];
}
