import { IsOptional } from "class-validator";
import { Field, Float, ID, InputType, Int, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { IdempotencyKeyField, UserErrorsField } from "../../../shared/kit/graphql/mutation-fields";
import type { UserError } from "../../../shared/kit/graphql/user-error";
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

  @IdempotencyKeyField()
  idempotencyKey?: string | null;
}

@ObjectType({ description: "What recording it gives." })
export class DataCentrePayload {
  @Field(() => DataCentre, {
    nullable: true,
    description: "It, right after the change; null when nothing was recorded.",
  })
  dataCentre!: DataCentre | null;

  @UserErrorsField()
  userErrors!: UserError[];
}
