import { defineFigure } from "../../../shared/kit/computed/define-figure";
import { computeByTasks } from "./computed-by-tasks";

/** What this sector computes of published figures. Innovation leads to it. */
export const tasksFigure = defineFigure("Tasks", computeByTasks);
