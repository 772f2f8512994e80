import { GoalsPanel } from "../city/goals-panel";
import { MilestonesPanel } from "../city/milestones-panel";
import { OverduePanel } from "../city/overdue-panel";
import { TasksPanel } from "../city/tasks-panel";
import { useWeeks } from "../city/use-weeks";
import { WarningsPanel } from "../city/warnings-panel";
import { WeeksPanel } from "../city/weeks-panel";
import { CityGoals, CityMilestones, CityTasks } from "../documents/documents";
import { useFormat } from "../figures/use-format";
import { useLive } from "../live/use-live";
import { cityVariables } from "../view/part-variables";
import type { DaysShown } from "../view/view";

/**
 * The city today: what is due, who is late, and where its goals are. Which day it is needs not be known for all but the weeks.
 */
export function CityPart({ asOf, day, today }: DaysShown) {
  const { lang } = useFormat();
  const variables = cityVariables({ asOf, today }, lang);
  const tasks = useLive(CityTasks, variables.tasks);
  const weeks = useWeeks({ asOf, day, today }, tasks);
  const goals = useLive(CityGoals, variables.goals);
  const milestones = useLive(CityMilestones, variables.milestones);
  return (
    <div className="panels">
      <TasksPanel live={tasks} />
      <WarningsPanel live={tasks} />
      <WeeksPanel live={weeks} />
      <OverduePanel live={tasks} />
      <GoalsPanel live={goals} />
      <MilestonesPanel live={milestones} />
    </div>
  );
}
