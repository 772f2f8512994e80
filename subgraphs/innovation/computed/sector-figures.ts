import { Ctx, Directive, FieldResolver, Resolver, Root } from "type-graphql";
import { figureReference } from "../../../shared/kit/computed/define-figure";
import type { Figure } from "../../../shared/kit/computed/figure";
import type { FigureValue } from "../../../shared/kit/computed/figure-value";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { figureFieldOf, figureNameOf, readSectors } from "../../common/sector/read-sectors";
import { indicatorByCode } from "../indicator/indicator.loaders";

/*
 * What the other sectors compute. An observation and a key result lead to the figure of the one sector that computes
 * their indicator, and to none of the others: so each is asked for its own alone, and one that is down takes no more
 * along. The gateway asks it, and brings what it answers to the field that clients see. Which sectors compute stands in
 * `sector.json` of each: one that joins later has its figure and its fields here when this subgraph starts anew.
 */

/** The sector of this subgraph, which computes its own figures itself. */
export const ownSector = "innovation";

const others = readSectors()
  .filter(({ name, computesFigures }) => computesFigures && name !== ownSector)
  .map(({ name }) => ({ name, field: figureFieldOf(name), type: figureReference(figureNameOf(name)) }));

/** What the gateway brings along of the sectors' figures, by field: of all but one there is none. */
export type SectorFigures = object;

interface Answered {
  computed?: FigureValue | null;
  series?: FigureValue[] | null;
}

/** The selection of some fields of each sector's figure, for a field that requires them. */
export function selectFigures(selection: string): string {
  return others.map(({ field }) => `${field} { ${selection} }`).join(" ");
}

/** What the sector has answered that was asked; null where none was, and where it computes nothing. */
export function answeredBy<Field extends keyof Answered>(
  figures: SectorFigures,
  field: Field,
): NonNullable<Answered[Field]> | null {
  const brought = figures as Record<string, Answered | null | undefined>;
  for (const other of others) {
    const answer = brought[other.field]?.[field];
    if (answer) return answer;
  }
  return null;
}

/**
 * A resolver of the fields of a type that lead to the sectors' figures, one for each sector, for the gateway alone.
 *
 * @param figure the figure that an object of the type is about; null for none.
 * @param requires what `figure` needs of the object that its home must tell.
 */
export function figureFields<Of extends object>(
  type: () => new () => Of,
  figure: (object: Of) => Figure | null,
  requires?: string,
) {
  @Resolver(type)
  class FigureFieldsResolver {}
  for (const { name, field, type: figureType } of others) {
    const descriptor: PropertyDescriptor = {
      configurable: true,
      writable: true,
      value: async (object: Of, context: SubgraphContext): Promise<Figure | null> => {
        const asked = figure(object);
        return (await sectorOf(asked, context)) === name ? asked : null;
      },
    };
    const target = FigureFieldsResolver.prototype;
    Object.defineProperty(target, field, descriptor);
    Root()(target, field, 0);
    Ctx()(target, field, 1);
    Directive("@inaccessible")(target, field);
    if (requires !== undefined) Directive(`@requires(fields: "${requires}")`)(target, field);
    const description = "The figure, where that sector computes the indicator.";
    FieldResolver(() => figureType, { nullable: true, description })(target, field, descriptor);
  }
  return FigureFieldsResolver;
}

/** The code of the sector that computes a figure: that of its indicator. */
export async function sectorOf(figure: Figure | null, context: SubgraphContext): Promise<string | null> {
  if (figure === null) return null;
  return (await context.load(indicatorByCode, figure.indicator))?.sectorCode ?? null;
}
