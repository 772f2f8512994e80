import { z } from "zod";
import { badInput } from "../../base/errors/graph-error";

/** A parameter that is said by its name alone, or by true, false, 1 or 0. */
export const flagParameter = z
  .enum(["true", "false", "1", "0", ""])
  .transform((value) => value === "true" || value === "1" || value === "")
  .default(false);

/** The language of what is told. */
export const languageParameter = z.enum(["vi", "en"]).default("en");

/** @throws GraphError BAD_USER_INPUT that names the parameter and what there may be. */
export function readParameters<Schema extends z.ZodObject>(schema: Schema, given: unknown): z.output<Schema> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = issue?.path.join(".") || (issue?.code === "unrecognized_keys" ? issue.keys.join(", ") : "");
  const expected = Object.keys(schema.shape).join(", ");
  throw badInput(`${name}: ${issue?.message ?? "wrong"}; the parameters are ${expected}.`, [name]);
}
