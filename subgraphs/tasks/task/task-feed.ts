import sql from "sql-template-tag";
import { rowChangesResolver } from "../../../shared/kit/change-feed/row-changes-resolver";
import { Task } from "./task";
import { taskById } from "./task.loaders";

/** `taskChanges`: what was assigned, and what became of it. */
export const TaskFeedResolver = rowChangesResolver<Task>({
  ...{ name: "Task", type: () => Task, field: "task", noun: "task", node: taskById },
  ...{ relation: "task", from: sql`task t`, key: sql`t.id`, isCounted: false, hasRemovals: true },
});
