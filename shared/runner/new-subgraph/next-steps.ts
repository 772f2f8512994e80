import type { NewSubgraph } from "./read-arguments";
import { formsOf } from "./type-names";

/** What a developer does next, as it is printed. */
export function nextSteps(asked: NewSubgraph): string {
  const { sector, type, types, vi, sectorVi, organization } = asked;
  const one = formsOf(type);
  const untold = [vi === undefined && "--vi", sectorVi === undefined && "--sector-vi"].filter(Boolean);
  return `
Made the sector ${sector} in subgraphs/${sector}, put it into subgraphs/list.json, and composed the graph with it.
${untold.length > 0 ? `Its Vietnamese is the English until you say it (${untold.join(", ")} was not given): sector.json, labels.vi.json,\nimports.vi.json, register/, and words in ${one.kebab}.import.ts.\n` : ""}
Next:
  npm start                                   the graph with ${formsOf(types).words}, which are made up (SYNTHETIC)
  npx jest dist/subgraphs/${sector}           its tests
  npx jest dist/test/contract                 what every subgraph keeps to

Tell the graph of its indicator and its catalogue entry, while it runs and by an admin's token:
  export IMPORT_TOKEN=$(npm run --silent token -- --role admin)
  npm run import -- innovation subgraphs/${sector}/register/sectors.csv
  npm run import -- innovation subgraphs/${sector}/register/indicators.csv
  npm run import -- infrastructure subgraphs/${sector}/register/datasets.csv
After the first of them an editor of ${organization} may do the others, and figures: recordIndicator, recordObservation.

From here to the first release: docs/new-sector.md.
`;
}
