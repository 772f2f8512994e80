import type { GraphQLSchema } from "graphql";
import { figureNameOf } from "../../../subgraphs/common/sector/read-sectors";

/** What a sector lacks to be seen by the others: dates of its data, and figures that its `sector.json` speaks of. */
export function sectorProblems(
  schema: GraphQLSchema,
  { name, computesFigures }: { name: string; computesFigures: boolean },
): string[] {
  // Innovation, which leads to the others' figures, computes its own without one.
  const isHome = schema.getQueryType()?.getFields().indicators !== undefined;
  const figure = `${figureNameOf(name)}Figure`;
  const sources = `${name}DataSources`;
  return [
    ...(schema.getQueryType()?.getFields()[sources] === undefined
      ? [
          `Nobody can date the catalogue's entries of ${name}. Give Query a field ${sources} of [GraphDataSource], as graph-data/ of other sectors does.`,
        ]
      : []),
    ...(computesFigures && !isHome && schema.getType(figure) === undefined
      ? [
          `sector.json of ${name} says that it computes figures, and there is no type ${figure}. Define it by defineFigure("${figureNameOf(name)}", …) in computed/, and list its resolver, type and reference in subgraph.ts.`,
        ]
      : []),
    ...(!computesFigures && schema.getType(figure) !== undefined
      ? [
          `${name} has a type ${figure} that nobody asks. Say "computesFigures": true in its sector.json, and run npm run schema.`,
        ]
      : []),
  ];
}
