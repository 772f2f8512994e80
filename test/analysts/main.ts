import "../../shared/base/process/check-node";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromRoot } from "../../shared/base/project/project-root";
import { tokenFor } from "../support/gateway/token-for";
import { startGraph } from "../support/processes/running-graph";
import { type DocumentedBlock, documentedBlocks } from "./documented-blocks";
import { preparePython } from "./prepare-python";
import { runProgram } from "./run-program";
import { writeRandomFiles } from "./write-random-files";

/**
 * `npm run analysts`: what docs/analysts.md shows, run by the programs that analysts use against a running graph, and
 * random tables of every format opened by them. R and LibreOffice are left out where they are not installed.
 */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "analysts-"));
  try {
    const python = await preparePython();
    const seed = Date.now() % 2 ** 31;
    console.log(`Seed of the random tables: ${seed}`);
    await writeRandomFiles(folder, seed);
    const script = fromRoot("test", "analysts", "read_random.py");
    process.stdout.write(await runProgram(python, [script, folder]));
    await runDocument(python, join(folder, "document"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function runDocument(python: string, folder: string): Promise<void> {
  mkdirSync(folder);
  const graph = await startGraph();
  try {
    const token = await tokenFor(graph, { role: "analyst" });
    const [save, ...blocks] = documentedBlocks(graph.origin, {});
    if (save?.name !== "save.sh") throw new Error("Expected save.sh to come first.");
    const keys = keysOf(await runBlock(save, { sh: "sh" }, folder, { TOKEN: token }));
    const [rscript, soffice] = await Promise.all([isThere("Rscript"), isThere("soffice")]);
    const programs = { sh: "sh", py: python, ...(rscript && { R: "Rscript" }) };
    for (const block of documentedBlocks(graph.origin, keys).slice(1)) {
      const isLeftOut =
        programOf(block, programs) === undefined || (block.name === "libreoffice.sh" && !soffice);
      if (isLeftOut) console.log(`${block.name} was left out: its program is not installed here.`);
      else await checkBlock(block, programs, folder);
    }
    if (blocks.length < 6) throw new Error(`Expected six blocks at least, got ${blocks.length}.`);
  } finally {
    await graph.cleanUp();
  }
}

/** Keys of the shares that save.sh printed, by format. */
function keysOf(printed: string): Record<string, string> {
  const shares = printed.split("\n").filter((line) => line.startsWith("{"));
  return Object.fromEntries(
    shares.map((line) => {
      const { url, format }: { url: string; format: string } = JSON.parse(line);
      return [format, new URL(url).searchParams.get("share") ?? ""];
    }),
  );
}

async function checkBlock(block: DocumentedBlock, programs: Programs, folder: string): Promise<void> {
  const printed = await runBlock(block, programs, folder, {});
  if (block.prints !== undefined && printed.trimEnd() !== block.prints.trimEnd()) {
    throw new Error(`Expected ${block.name} to print\n${block.prints}\ngot\n${printed}`);
  }
  console.log(`${block.name} printed what the document says.`);
}

/** A program by the ending of the files that it runs. */
type Programs = Readonly<Record<string, string>>;

function programOf({ name }: DocumentedBlock, programs: Programs): string | undefined {
  return programs[name.slice(name.lastIndexOf(".") + 1)];
}

function runBlock(
  block: DocumentedBlock,
  programs: Programs,
  folder: string,
  env: Record<string, string>,
): Promise<string> {
  writeFileSync(join(folder, block.name), block.text);
  return runProgram(programOf(block, programs) ?? "", [block.name], { cwd: folder, env });
}

function isThere(program: string): Promise<boolean> {
  return runProgram(program, ["--version"]).then(
    () => true,
    () => false,
  );
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
