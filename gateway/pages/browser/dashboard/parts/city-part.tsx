import { GoalsPanel } from "../city/goals-panel";
import { MilestonesPanel } from "../city/milestones-panel";
import { OverduePanel } from "../city/overdue-panel";
import { TasksPanel } from "../city/tasks-panel";
import { WarningsPanel } from "../city/warnings-panel";
import { WeeksPanel } from "../city/weeks-panel";
import { CityGoals, CityTasks, CityWeeks } from "../documents/documents";
import { useFormat } from "../figures/use-format";
import { useLive } from "../live/use-live";
import { daysLater, type View, weekOf } from "../view/view";

/** Weeks of the chart. */
const weeksShown = 12;

/** The city today: what is due, who is late, and where its goals are. */
export function CityPart({ asOf, day }: View) {
  const { lang } = useFormat();
  const tasks = useLive(CityTasks, { asOf, week: asOf === null ? null : weekOf(day), lang });
  const weeks = useLive(CityWeeks, { asOf, from: daysLater(day, -7 * weeksShown) });
  const goals = useLive(CityGoals, { asOf, lang });
  return (
    <div className="panels">
      <TasksPanel live={tasks} />
      <WarningsPanel live={tasks} />
      <WeeksPanel live={weeks} />
      <OverduePanel live={tasks} />
      <GoalsPanel live={goals} />
      <MilestonesPanel live={goals} />
    </div>
  );
}
