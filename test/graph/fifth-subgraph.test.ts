import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { gql } from "graphql-request";
import { projectRoot } from "../../shared/base/project/project-root";
import { startGraph } from "../support/processes/running-graph";

/*
 * README.md says how a subgraph is added: copy test/template into subgraphs/ and add a line to
 * subgraphs/list.json. This does it, in a copy of the project, and asks the new graph.
 */

const root = mkdtempSync(join(tmpdir(), "fifth-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const left = ["node_modules", "dist", ".git", ".data"];
const node = (...args: string[]) =>
  execFileSync(process.execPath, args, { cwd: root, stdio: "pipe" }).toString();

it("is a copied folder and one added line", async () => {
  chmodSync(root, 0o755);
  cpSync(projectRoot, root, {
    recursive: true,
    filter: (path) => !left.includes(relative(projectRoot, path)),
  });
  symlinkSync(join(projectRoot, "node_modules"), join(root, "node_modules"));

  cpSync(join(root, "test", "template"), join(root, "subgraphs", "libraries"), { recursive: true });
  const list = join(root, "subgraphs", "list.json");
  writeFileSync(list, readFileSync(list, "utf8").replace("{\n", '{\n  "libraries": 4005,\n'));

  node(join(root, "node_modules", "typescript", "bin", "tsc"), "--build");
  node("dist/shared/runner/check/main.js", "--write");
  expect(node("dist/gateway/compose.js")).toBe("Composed 5 subgraphs into gateway/supergraph.graphql.\n");

  // With its labels: `npm run check` would miss none.
  node("dist/gateway/compose.js", "--check");

  const graph = await startGraph(root);
  try {
    const answer = await graph.client.request(gql`{
      administrativeUnit(code: "00004") { name libraries { name unit { population } } }
      library(code: "TV-00008") { unit { name authority { code } } }
    }`);
    const served: unknown = await (await fetch(`${graph.origin}/labels.vi.json`)).json();
    expect(served).toMatchObject({
      labels: {
        Library: ["Thư viện", expect.any(String)],
        LoanStats: ["Thống kê lượt mượn", "Các số đếm về lượt mượn theo nhóm."],
        "LoanMeasureField.IN_TIME_RATE": ["Tỷ lệ trả đúng hạn", "Số trả đúng hạn / số đã trả."],
      },
    });
    expect(answer).toEqual({
      administrativeUnit: {
        name: "Ba Đình",
        libraries: [{ name: "Thư viện mẫu 00004", unit: { population: 65023 } }],
      },
      library: { unit: { name: "Ngọc Hà", authority: { code: "U00008" } } },
    });
  } finally {
    await graph.cleanUp();
  }
}, 180_000);
