import { Directive, FieldResolver } from "type-graphql";
import { figureReference } from "../../../shared/kit/computed/define-figure";
import type { Figure } from "../../../shared/kit/computed/figure";
import type { FigureValue } from "../../../shared/kit/computed/figure-value";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import type { Sector } from "../indicator/indicator";
import { indicatorByCode } from "../indicator/indicator.loaders";

/*
 * What the other sectors compute. An observation and a key result lead to the figure of the one sector that computes
 * their indicator, and to none of the others: so each is asked for its own alone, and one that is down takes no more
 * along. The gateway asks it, and brings what it answers to the field that clients see. A sector that joins later adds
 * a figure here, and a field for it to both.
 */

export const TasksFigure = figureReference("Tasks");
export const ProceduresFigure = figureReference("Procedures");
export const InfrastructureFigure = figureReference("Infrastructure");

/** What the gateway brings along of the sectors' figures: of all but one there is none. */
export interface SectorFigures {
  tasksFigure?: Answered | null;
  proceduresFigure?: Answered | null;
  infrastructureFigure?: Answered | null;
}

type Answered = { computed?: FigureValue | null; series?: FigureValue[] | null };

const fields = ["tasksFigure", "proceduresFigure", "infrastructureFigure"] as const;

/** The selection of some fields of each sector's figure, for a field that requires them. */
export function selectFigures(selection: string): string {
  return fields.map((field) => `${field} { ${selection} }`).join(" ");
}

/** What the sector has answered that was asked; null where none was, and where it computes nothing. */
export function answeredBy<Field extends keyof Answered>(
  figures: SectorFigures,
  field: Field,
): NonNullable<Answered[Field]> | null {
  for (const name of fields) {
    const answer = figures[name]?.[field];
    if (answer) return answer;
  }
  return null;
}

/** A field that leads to a sector's figure, for the gateway alone. */
export function FigureField(type: () => typeof TasksFigure, requires?: string) {
  const description = "The figure, where that sector computes the indicator.";
  return <Key extends string>(
    target: Record<Key, (...args: never[]) => Promise<Figure | null>>,
    key: Key,
    descriptor: object,
  ) => {
    Directive("@inaccessible")(target, key);
    if (requires !== undefined) Directive(`@requires(fields: "${requires}")`)(target, key);
    FieldResolver(type, { nullable: true, description })(target, key, descriptor);
  };
}

/** The figure, if its indicator is of this sector. */
export async function figureOf(
  sector: Sector,
  figure: Figure | null,
  context: SubgraphContext,
): Promise<Figure | null> {
  return (await sectorOf(figure, context)) === sector ? figure : null;
}

/** The sector that computes a figure: that of its indicator. */
export async function sectorOf(figure: Figure | null, context: SubgraphContext): Promise<Sector | null> {
  if (figure === null) return null;
  return (await context.load(indicatorByCode, figure.indicator))?.sector ?? null;
}
