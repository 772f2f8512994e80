import type { Page } from "playwright-core";
import type { Scene } from "./scene";

const overdue = `# Nhiệm vụ quá hạn, lâu nhất trước
query Overdue {
  tasks(filter: { status: { eq: OVERDUE } }, orderBy: [{ field: DUE_ON }], first: 200) {
    nodes { code title dueOn daysOverdue leadOrganization { name } }
  }
}
`;
const population = `{
  administrativeUnits(first: 12) { nodes { name population density } }
}
`;
const tables = [
  { name: "units", query: "{ administrativeUnits { nodes { code name population } } }", variables: "" },
  {
    name: "cover",
    query: "{ administrativeUnits { nodes { code coverage5G { populationShare { value } } } } }",
    variables: "",
  },
];
const sql =
  "SELECT units.name, units.population, cover.*\nFROM units JOIN cover USING (code)\nORDER BY population DESC\nLIMIT 20\n";
const queryOf = (query: string) => `/#query=${encodeURIComponent(query)}`;
const sqlAddress = `/#sql=${encodeURIComponent(sql)}&tables=${encodeURIComponent(JSON.stringify(tables))}`;

/** Each thing to see once, and the main view in both languages and at both widths. */
export const explorerScenes: readonly Scene[] = [
  ...(["vi", "en"] as const).flatMap((language) =>
    (["desktop", "phone"] as const).map((width) => ({
      ...{ name: "explorer-table", language, width, address: queryOf(overdue) },
      show: (page: Page) => runAndShow(page, ".result-table tbody tr", width === "phone"),
    })),
  ),
  ...(["desktop", "phone"] as const).map((width) => ({
    ...{ name: "explorer-chart", language: "vi" as const, width, address: queryOf(population) },
    async show(page: Page) {
      await editorLoaded(page);
      await page.getByRole("tab").filter({ hasText: "Biểu đồ" }).click();
      await runAndShow(page, ".result-chart svg", true);
    },
  })),
  {
    ...{ name: "explorer-schema", language: "vi", width: "desktop", address: queryOf(overdue) },
    async show(page) {
      await editorLoaded(page);
      await page.getByRole("tab", { name: "Lược đồ" }).click();
      await page.getByRole("searchbox").fill("qua han");
      await page.locator(".list-button").first().waitFor();
    },
  },
  {
    ...{ name: "explorer-sql", language: "en", width: "desktop", address: sqlAddress },
    show: (page) => runAndShow(page, ".result-table tbody tr", true),
  },
];

/** The schema has come when the cost is told; SQL needs none. */
async function editorLoaded(page: Page): Promise<void> {
  await page
    .locator(".cost-line", { hasText: /\d/ })
    .or(page.getByRole("tabpanel", { name: "SQL" }))
    .first()
    .waitFor();
}

async function runAndShow(page: Page, result: string, scrolls: boolean): Promise<void> {
  await editorLoaded(page);
  await page.getByRole("button", { name: /^▶/ }).click();
  const found = page.locator(result).first();
  await found.waitFor();
  if (scrolls) await page.getByRole("button", { name: /^▶/ }).evaluate((button) => button.scrollIntoView());
}
