import { z } from "zod";

/** Environment variables by name; an empty value counts as not set. */
export type Environment = Record<string, string | undefined>;

/** Every problem of the environment at once, one line for each variable. */
export class ConfigurationError extends Error {
  override name = "ConfigurationError";
}

/**
 * Reads and checks variables. Each schema's description says what is expected, and is quoted when the
 * value is missing or bad. A secret's value is never quoted: mark it with `.meta({ secret: true })`.
 */
export function readConfig<Shape extends z.ZodRawShape>(
  shape: Shape,
  environment: Environment,
): z.output<z.ZodObject<Shape>> {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = z.object(shape).safeParse(set);
  if (parsed.success) return parsed.data;
  const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
  const lines = [...names].map((name) =>
    problemOf(name, z.globalRegistry.get(shape[name] as z.ZodType), set[name]),
  );
  throw new ConfigurationError(lines.join("\n"));
}

function problemOf(name: string, meta: z.core.GlobalMeta | undefined, value: string | undefined): string {
  const expected = meta?.description ?? "another value";
  if (value === undefined) return `${name} is not set: expected ${expected}.`;
  const shown = meta?.secret === true ? "another value (not shown)" : JSON.stringify(value);
  return `${name}: expected ${expected}, got ${shown}.`;
}
