import type { Client } from "@modelcontextprotocol/client";

/** A call of a session, and what came back: structured content, or the text of an error. */
export interface Exchange {
  why: string;
  tool: string;
  arguments: Record<string, unknown>;
  answer?: unknown;
  error?: string;
}

export const day = "2025-11-14";

export const overdueByUnit = `query MostOverdue($day: Date!) {
  taskStats(
    groupBy: [UNIT], asOf: $day, filter: { unit: { isNull: false } },
    having: [{ measure: OVERDUE, is: { gte: 1 } }], orderBy: [{ field: OVERDUE }], first: 20
  ) {
    rows { unit { code name } measures { overdue underway } }
  }
}`;

/**
 * A session in which an assistant finds out which wards are overdue most ("phường nào quá hạn nhiều nhất?"), step by step:
 * as one does who has never seen the graph, with a slip on the way.
 */
export async function askWhoIsOverdue(client: Client): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  const call = async (why: string, tool: string, args: Record<string, unknown>) => {
    const { structuredContent, isError, content } = await client.callTool({ name: tool, arguments: args });
    const [first] = content;
    const text = first?.type === "text" ? first.text : "";
    exchanges.push({
      ...{ why, tool, arguments: args },
      ...(isError ? { error: text } : { answer: structuredContent }),
    });
  };
  await call("Which fields are about it?", "search_schema", { text: "phường nhiệm vụ quá hạn", limit: 4 });
  await call("What can the counts of tasks be grouped by?", "describe_type", { coordinate: "TaskDimension" });
  await call("Is the query right, and what does it cost?", "validate_query", {
    query: overdueByUnit.replace("overdue underway", "overdu underway"),
    variables: { day },
  });
  await call("Mended.", "validate_query", { query: overdueByUnit, variables: { day } });
  await call("The answer.", "run_query", { query: overdueByUnit, variables: { day } });
  await call("Was anything of it published?", "list_indicators", {
    search: "nhiệm vụ quá hạn",
    first: 2,
    lang: "VI",
  });
  await call("Tasks and dossiers together, by population.", "run_sql", {
    tables: {
      units: { query: "{ administrativeUnits(first: 126) { nodes { code name population } } }" },
      tasks: { query: overdueByUnit, variables: { day } },
      dossiers: {
        query:
          "{ dossierStats(groupBy: [UNIT], having: [{ measure: OVERDUE, is: { gte: 1 } }]) { rows { unit { code } measures { overdue } } } }",
      },
    },
    sql: `SELECT u.name, coalesce(t.measures_overdue, 0) AS tasks, coalesce(d.measures_overdue, 0) AS dossiers,
  round(10000.0 * (coalesce(t.measures_overdue, 0) + coalesce(d.measures_overdue, 0)) / u.population, 2) AS per_10000
FROM units u LEFT JOIN tasks t ON t.unit_code = u.code LEFT JOIN dossiers d ON d.unit_code = u.code
ORDER BY tasks + dossiers DESC, per_10000 DESC LIMIT 5`,
  });
  return exchanges;
}
