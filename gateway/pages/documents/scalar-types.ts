import { readFileSync } from "node:fs";
import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";

const schema = z.record(z.string(), z.object({ type: z.string() }));

/** TypeScript types of the graph's own scalars, as `npm run compose` tells them to all clients. */
export function readScalarTypes(): Readonly<Record<string, string>> {
  const told = schema.parse(JSON.parse(readFileSync(fromRoot("gateway", "clients", "scalars.json"), "utf8")));
  return Object.fromEntries(Object.entries(told).map(([name, { type }]) => [name, type]));
}
