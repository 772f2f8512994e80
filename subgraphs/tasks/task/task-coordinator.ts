import { Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { Organization } from "../organization/organization";
import { Task } from "./task";

/** An organization that works on a task together with its lead. */
@Entity()
export class TaskCoordinator {
  @ForeignKey(() => Task, { onDelete: "CASCADE" })
  @PrimaryColumn("bigint")
  taskId!: string;

  @Index()
  @ForeignKey(() => Organization)
  @PrimaryColumn("text")
  organizationCode!: string;
}
