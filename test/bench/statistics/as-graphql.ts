import type { StatisticsQuery } from "../../../shared/kit/cube/statistics-query";

/** A question of dossiers as a query: the keys of its groups, and three measures of each and of all: the first hundred. */
export function asGraphQL({ groupBy, timeBucket, filter }: StatisticsQuery): string {
  const given = [
    `groupBy: [${groupBy.join(", ")}]`,
    "first: 100",
    ...(timeBucket
      ? [`timeBucket: { field: ${timeBucket.field}, grain: ${timeBucket.grain}, fillGaps: true }`]
      : []),
    ...(filter ? [`filter: ${literal(filter)}`] : []),
  ];
  const keys = [...(timeBucket ? ["bucket { start }"] : []), ...groupBy.map(keyField)];
  const measures = "{ received pending overdue }";
  return `{ dossierStats(${given.join(", ")}) { totals ${measures} rows { ${keys.join(" ")} measures ${measures} } } }`;
}

/** PROCEDURE_FIELD is told by the entity's code, a status by itself. */
function keyField(dimension: string): string {
  const field = dimension.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
  return entities.has(field) ? `${field} { code }` : field;
}

const entities: ReadonlySet<string> = new Set(["unit", "organization", "procedure", "procedureField"]);

/** A value as GraphQL writes it, with enum values for texts in capitals. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    return `{ ${Object.entries(value)
      .map(([name, one]) => `${name}: ${literal(one)}`)
      .join(", ")} }`;
  }
  return typeof value === "string" && /^[A-Z_]{4,}$/.test(value) ? value : JSON.stringify(value);
}
