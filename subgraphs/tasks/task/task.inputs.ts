import { IsOptional } from "class-validator";
import { ArgsType, Field, registerEnumType } from "type-graphql";
import { asOfDescription } from "../../../shared/base/clock/as-of";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { TaskFilter } from "./task.statistics";

export enum TaskOrderField {
  CODE = "CODE",
  ASSIGNED_ON = "ASSIGNED_ON",
  DUE_ON = "DUE_ON",
  COMPLETED_ON = "COMPLETED_ON",
  PROGRESS = "PROGRESS",
}

registerEnumType(TaskOrderField, {
  name: "TaskOrderField",
  description: "What tasks can be ordered by.",
  valuesConfig: {
    CODE: { description: "Human reference." },
    ASSIGNED_ON: { description: "Day of assignment." },
    DUE_ON: { description: "Deadline, as of the requested day." },
    COMPLETED_ON: {
      description: "Day of completion, as of the requested day; tasks under way come last.",
    },
    PROGRESS: { description: "Progress as last reported by the requested day." },
  },
});

export const TaskOrder = orderInput("Task", TaskOrderField, SortDirection.ASC);

/** The arguments of every list of tasks. */
@ArgsType()
export class TasksArguments extends PageArguments {
  @IsOptional()
  @Field(() => dateScalar, { nullable: true, description: asOfDescription })
  asOf?: CalendarDay | null;

  @IsOptional()
  @Field(() => TaskFilter, { nullable: true, description: "Only these tasks." })
  filter?: CubeFilter | null;

  @Field(() => [TaskOrder], { nullable: true, description: "Order of the rows; by code when none is given." })
  orderBy?: InstanceType<typeof TaskOrder>[] | null;
}
