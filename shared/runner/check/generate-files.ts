import { join } from "node:path";
import { parse } from "graphql";
import { readSubgraphDeclarations } from "../../base/project/gateway-declarations";
import type { GeneratedFile } from "../../base/project/write-generated";
import { runScript } from "./run-script";

/** A subgraph whose process prints what is generated of it. */
export interface PrintingSubgraph {
  name: string;
  /** Its compiled `main.ts`. */
  script: string;
}

export interface GeneratedFiles {
  files: GeneratedFile[];
  /** Files that are not to be there: a subgraph that declares nothing to the gateway has none of that. */
  gone: string[];
  /** Why something could not be generated, a sentence for each. */
  problems: string[];
}

/**
 * What is generated from a subgraph's definition, by the word that its process prints it for, and how it is read: what cannot
 * be read is no schema, whatever the process says.
 */
const kinds = [
  { verb: "schema", file: "schema.graphql", read: (text: string) => void parse(text), mayBeEmpty: false },
  {
    verb: "declarations",
    file: "gateway.json",
    read: (text: string) => void readSubgraphDeclarations(text),
    mayBeEmpty: true,
  },
];

/** Has the subgraphs print what is generated of them. Writes nothing. */
export async function generateFiles(
  subgraphs: readonly PrintingSubgraph[],
  folder: string,
): Promise<GeneratedFiles> {
  const generated: GeneratedFiles = { files: [], gone: [], problems: [] };
  const tasks = subgraphs.flatMap((subgraph) => kinds.map((kind) => ({ subgraph, kind })));
  const printed = await Promise.all(
    tasks.map(async (task) => ({ ...task, result: await runScript(task.subgraph.script, [task.kind.verb]) })),
  );
  for (const { subgraph, kind, result } of printed) {
    const file = join(folder, subgraph.name, kind.file);
    const problem = problemOf(kind, result);
    if (problem !== undefined) {
      generated.problems.push(`${kind.file} of ${subgraph.name} cannot be made: ${problem}`);
    } else if (result.stdout === "") generated.gone.push(file);
    else generated.files.push({ file, text: result.stdout });
  }
  return generated;
}

function problemOf(
  { read, mayBeEmpty }: (typeof kinds)[number],
  { code, output, stdout }: Awaited<ReturnType<typeof runScript>>,
): string | undefined {
  if (code !== 0) return output.trim() || `its process ended with ${code} and said nothing.`;
  if (stdout === "") return mayBeEmpty ? undefined : `expected a text; got nothing. ${output.trim()}`.trim();
  try {
    read(stdout);
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `${reason}; it begins with ${JSON.stringify(stdout.slice(0, 80))}.`;
  }
}
