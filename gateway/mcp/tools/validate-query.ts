import { z } from "zod";
import { checkQuery } from "./check-query";
import { CallRefused, defineTool, formattedErrors, type Tool } from "./define-tool";

export const queryInput = z.strictObject({
  query: z.string().min(1).max(100_000).describe("The text of a GraphQL query, with its fragments."),
  operationName: z
    .string()
    .max(1_000)
    .optional()
    .describe("Which operation of the text; needed where it has several."),
  variables: z
    .record(z.string(), z.unknown())
    .optional()
    .describe(
      'Values of its variables by name, e.g. {"code": "00004"}. Days are texts such as "2025-11-14".',
    ),
});

const output = z.strictObject({
  valid: z.boolean().describe("Whether run_query would run it."),
  errors: z.array(
    z.strictObject({
      code: z.string(),
      message: z.string(),
      locations: z.array(z.strictObject({ line: z.int(), column: z.int() })),
    }),
  ),
  cost: z.int().nullable().describe("What it may cost, in objects fetched; null where it does not fit."),
  budget: z.int().nullable().describe("What one query of your role may cost; null: anything."),
  most: z.string().nullable().describe("The field that costs most."),
});

/** Checks a query and tells its cost without running it. */
export const validateQuery: Tool = defineTool({
  name: "validate_query",
  title: "Check a query and its cost",
  description:
    "Checks a GraphQL query against the schema and tells what it may cost, without running it. Errors have their places in the text. Use it before run_query where you are not sure.",
  input: queryInput,
  output,
  async answer(input, call) {
    const checked = await checkQuery(input, call);
    const estimate = "estimate" in checked ? checked.estimate : undefined;
    const problems = estimate ? estimate.errors : "errors" in checked ? checked.errors : [];
    const errors = problems.length === 0 ? [] : formattedErrors(new CallRefused(problems), call);
    return {
      valid: errors.length === 0,
      errors: errors.map(({ message, extensions, locations = [] }) => ({
        code: String(extensions?.code),
        message,
        locations: locations.map(({ line, column }) => ({ line, column })),
      })),
      cost: estimate ? Math.ceil(estimate.cost) : null,
      budget: estimate?.budget ?? null,
      most: estimate?.most ?? null,
    };
  },
});
