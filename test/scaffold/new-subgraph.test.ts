import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { gql } from "graphql-request";
import { projectRoot } from "../../shared/base/project/project-root";
import { eventually } from "../support/gateway/gateway-request";
import { type RunningGraph, startGraph } from "../support/processes/running-graph";

/*
 * The fifth sector, made by `npm run new-subgraph` in a copy of the checkout: its own tests, the contract suite and a
 * query across all five pass without an edit by hand. What the command refuses is told; nothing is left of it.
 */

const root = mkdtempSync(join(tmpdir(), "scaffold-"));
const left = ["node_modules", ".git", ".data"];

beforeAll(() => {
  chmodSync(root, 0o755);
  // With dist/: only what is new is compiled.
  cpSync(projectRoot, root, {
    recursive: true,
    preserveTimestamps: true,
    filter: (path) => !left.includes(relative(projectRoot, path)),
  });
  symlinkSync(join(projectRoot, "node_modules"), join(root, "node_modules"));
}, 60_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Ended {
  code: number;
  output: string;
}

function run(...args: string[]): Ended {
  try {
    return { code: 0, output: execFileSync(process.execPath, args, { cwd: root, stdio: "pipe" }).toString() };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: Buffer; stderr: Buffer };
    return { code: status, output: `${stdout}${stderr}` };
  }
}

const newSubgraph = (...args: string[]) => run("dist/shared/runner/new-subgraph/main.js", ...args);

it.each([
  [["education"], "Expected --type, what the sector is about, such as School."],
  [["--type", "School"], "Expected the name of one sector, such as education; got none."],
  [["Education", "--type", "School"], "Expected the sector's name in small letters and digits"],
  [["tasks", "--type", "School"], "Expected a new sector; subgraphs/tasks is there."],
  [["common", "--type", "School"], "Expected a new sector; subgraphs/common is there."],
  [["education", "--type", "school"], "Expected --type as a word or words with a capital letter each"],
  [
    ["education", "--type", "Task"],
    "Expected a --type that the graph does not have yet; it has the type Task.",
  ],
  [
    ["education", "--type", "SchoolFilter"],
    "Expected a --type that does not end as the graph's own types do",
  ],
  [["education", "--type", "Order"], "Expected a --type that does not end as the graph's own types do"],
  [["education", "--type", "User"], "Expected a --type and a sector that are no reserved words"],
  [
    ["education", "--type", "School", "--port", "4001"],
    "Expected a free --port; 4001 is another subgraph's.",
  ],
  [["education", "--type", "School", "--port", "0"], "Expected --port from 1 to 65535; got 0."],
  [["education", "--type", "School", "--organization", "XYZ"], "Expected --organization, a code of"],
  [
    ["education", "--type", "School", "--types", "School"],
    "Expected --types, the plural of School, to differ",
  ],
  [["education", "--type", "School", "--vi", 'a"b'], "Expected the names in Vietnamese and English as words"],
])("refuses %j in a sentence, and makes nothing", (args, sentence) => {
  const { code, output } = newSubgraph(...args);
  expect([code, output]).toEqual([1, expect.stringContaining(sentence)]);
  expect(existsSync(join(root, "subgraphs", "education"))).toBe(false);
});

it("tells what it would make, of words of its own", () => {
  const { code, output } = newSubgraph("health", "--type", "MedicalFacility", "--dry-run");
  expect(code).toBe(0);
  expect(output).toContain('"health": 4005 into subgraphs/list.json');
  expect(output).toContain("/medical-facility/organization-medical-facilities.resolver.ts\n");
  expect(existsSync(join(root, "subgraphs", "health"))).toBe(false);
});

describe("the fifth sector", () => {
  let graph: RunningGraph;
  beforeAll(async () => {
    const made = newSubgraph(
      ...["education", "--type", "School", "--vi", "trường học", "--sector-vi", "Giáo dục"],
      ...["--organization", "SGDDT"],
    );
    expect(made).toEqual({ code: 0, output: expect.stringContaining("Next:\n  npm start") });
  }, 120_000);
  afterAll(() => graph?.cleanUp());

  it("has nothing left of what it was made of, and the shape of the others", () => {
    const files = readdirSync(join(root, "subgraphs", "education"), { recursive: true, encoding: "utf8" });
    expect(files).toEqual(
      expect.arrayContaining(["school/school.cube.ts", "school/school.import.ts", "register/indicators.csv"]),
    );
    const texts = files
      .filter((file) => /\.\w+$/.test(file))
      .map((file) => `${file}\n${readFileSync(join(root, "subgraphs", "education", file), "utf8")}`);
    expect(
      texts.filter((text) => /market.?stall|bazaar|sạp hàng|\bSCT\b|\ba[n]? ?[aeiou]?undefined/i.test(text)),
    ).toEqual([]);
  });

  it("passes its own tests and the contract suite", () => {
    const { code, output } = run(
      "node_modules/jest/bin/jest.js",
      ...[
        "dist/subgraphs/education",
        "dist/test/contract/(contract|codes|list-fields|nullability|newcomers)",
      ],
      // The other sectors are held to it in the run of all tests.
      ...["-t", "^(?!.*(tasks|procedures|innovation|infrastructure))"],
    );
    expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
  }, 180_000);

  it("is in the graph, beside all others, without another team's help", async () => {
    graph = await startGraph(root, { FRESHNESS_INTERVAL_MS: "1000" });
    const { origin, dataDirectory } = graph;
    const answer = await graph.client.request(gql`{
      administrativeUnit(code: "00004") { name schoolStats { schools } }
      school(code: "MAU-00008") { name unit { name } organization { code schools { totalCount } } }
      schoolStats { totals { schools origin } }
    }`);
    expect(answer).toEqual({
      administrativeUnit: { name: "Ba Đình", schoolStats: { schools: 1 } },
      school: {
        name: "Trường học mẫu Ngọc Hà",
        unit: { name: "Ngọc Hà" },
        organization: { code: "U00008", schools: { totalCount: 1 } },
      },
      schoolStats: { totals: { schools: 126, origin: "SYNTHETIC" } },
    });
    const tokenOf = (...args: string[]) =>
      execFileSync(process.execPath, ["dist/gateway/token.js", ...args], {
        cwd: root,
        env: { ...process.env, DATA_DIRECTORY: dataDirectory },
      })
        .toString()
        .trim();
    const admin = { Authorization: `Bearer ${tokenOf("--role", "admin")}` };
    const editor = {
      Authorization: `Bearer ${tokenOf("--role", "editor", "--org", "SGDDT")}`,
    };
    const register = async (sector: string, name: string, headers: Record<string, string>) => {
      const body = readFileSync(join(root, "subgraphs", "education", "register", `${name}.csv`));
      const response = await fetch(`${origin}/imports/${sector}?import=${name}`, {
        ...{ method: "POST", headers: { ...headers, "Content-Type": "text/csv" }, body },
      });
      return (await response.json()) as object;
    };
    expect(await register("innovation", "sectors", admin)).toMatchObject({ taken: true });
    // From here on its own department does it all.
    expect(await register("innovation", "indicators", editor)).toMatchObject({ taken: true, inserted: 1 });
    expect(await register("infrastructure", "datasets", editor)).toMatchObject({ taken: true, inserted: 1 });
    const recorded = await graph.client.request(
      gql`mutation { recordObservation(input: { indicator: "schools.count", period: "2025-11-14", value: "130" }) {
        userErrors { message } } }`,
      {},
      editor,
    );
    expect(recorded).toEqual({ recordObservation: { userErrors: [] } });
    const seen = await graph.client.request(gql`{
      indicator(code: "schools.count") { name sector { name }
        latest { value computed { sector { code } value difference origin } } } }`);
    expect(seen).toEqual({
      indicator: {
        name: "Số trường học",
        sector: { name: "Giáo dục" },
        latest: {
          value: "130",
          computed: { sector: { code: "education" }, value: "126", difference: "-4", origin: "SYNTHETIC" },
        },
      },
    });
    // The gateway brings the day of its data to its entry.
    const query = gql`{ datasets(filter: { search: "danh muc truong hoc" }) { nodes { graphSource modifiedAt } } }`;
    const dated = await eventually(async () => {
      const { datasets } = await graph.client.request<{ datasets: { nodes: { modifiedAt: string }[] } }>(
        query,
      );
      const [node] = datasets.nodes;
      return node !== undefined && node.modifiedAt > "2025-11-01" ? node : undefined;
    });
    expect(dated).toMatchObject({ graphSource: "education.School" });
  }, 180_000);
});
