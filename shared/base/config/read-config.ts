import { readFileSync } from "node:fs";
import { z } from "zod";

/** Environment variables by name; an empty value counts as not set. */
export type Environment = Record<string, string | undefined>;

/** Every problem of the environment at once, one line for each variable. */
export class ConfigurationError extends Error {
  override name = "ConfigurationError";
}

/**
 * Reads and checks variables. Each schema's description says what is expected, and is quoted when the
 * value is missing or bad. A secret's value is never quoted: mark it with `.meta({ secret: true })`. It may also stand in
 * a file, which the variable with `_FILE` behind its name says, as engines of containers give secrets.
 */
export function readConfig<Shape extends z.ZodRawShape>(
  shape: Shape,
  environment: Environment,
): z.output<z.ZodObject<Shape>> {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== "" && value !== undefined),
  );
  for (const [name, schema] of Object.entries(shape)) {
    const file = set[`${name}_FILE`];
    const isSecret = z.globalRegistry.get(schema as z.ZodType)?.secret === true;
    if (isSecret && set[name] === undefined && file !== undefined)
      set[name] = readSecret(`${name}_FILE`, file);
  }
  const parsed = z.object(shape).safeParse(set);
  if (parsed.success) return parsed.data;
  const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
  const lines = [...names].map((name) =>
    problemOf(name, z.globalRegistry.get(shape[name] as z.ZodType), set[name]),
  );
  throw new ConfigurationError(lines.join("\n"));
}

function readSecret(name: string, file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (cause) {
    const reason =
      typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "unreadable";
    throw new ConfigurationError(
      `${name}: expected a file that can be read, got ${JSON.stringify(file)} (${reason}).`,
      {
        cause,
      },
    );
  }
}

function problemOf(name: string, meta: z.core.GlobalMeta | undefined, value: string | undefined): string {
  const expected = meta?.description ?? "another value";
  if (value === undefined) return `${name} is not set: expected ${expected}.`;
  const shown = meta?.secret === true ? "another value (not shown)" : JSON.stringify(value);
  return `${name}: expected ${expected}, got ${shown}.`;
}
