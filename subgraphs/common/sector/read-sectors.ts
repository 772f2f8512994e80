import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readSubgraphList } from "../../../shared/base/project/subgraph-list";

const described = z.strictObject({
  vi: z.string().min(1),
  en: z.string().min(1),
  /** Code of the organization that owns the sector. */
  organization: z.string().min(1),
  /** Whether its subgraph computes published figures of its rows: it then has a type `…Figure` (`defineFigure`). */
  computesFigures: z.boolean(),
});

/** A sector of the graph, as `sector.json` of its subgraph's folder says. */
export interface DescribedSector extends z.infer<typeof described> {
  /** Name of its subgraph, which is the sector's code. */
  name: string;
}

/**
 * The sectors of the checkout: each subgraph of `subgraphs/list.json` whose folder has a `sector.json`, in the list's
 * order. A sector joins by its own folder; no other team's file names it.
 * @throws Error that says what was expected of which file.
 */
export function readSectors(): DescribedSector[] {
  return readSubgraphList().flatMap(({ name }) => {
    const file = fromRoot("subgraphs", name, "sector.json");
    if (!existsSync(file)) return [];
    const parsed = described.safeParse(JSON.parse(readFileSync(file, "utf8")));
    if (parsed.success) return [{ name, ...parsed.data }];
    throw new Error(
      `Expected subgraphs/${name}/sector.json to describe a sector: ${z.prettifyError(parsed.error)}`,
    );
  });
}

/** What the type of a sector's figures is called before `Figure`: `Tasks` of tasks, `PublicHealth` of public-health. */
export function figureNameOf(sector: string): string {
  return sector.replace(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());
}

/** The field that leads to such a figure: `tasksFigure`. */
export function figureFieldOf(sector: string): string {
  const name = figureNameOf(sector);
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}Figure`;
}
