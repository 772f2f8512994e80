/** One step of a Containerfile: an instruction in capitals, and what follows it. */
export interface ContainerStep {
  instruction: string;
  text: string;
}

/** Steps of the stages of a Containerfile, in order; a stage begins with FROM. Comments and line ends are taken out. */
export function readContainerfile(text: string): { name: string; steps: ContainerStep[] }[] {
  const lines = text
    .replace(/^\s*#.*\n/gm, "")
    .replace(/\\\n/g, " ")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const stages: { name: string; steps: ContainerStep[] }[] = [];
  for (const line of lines) {
    const [, instruction = "", rest = ""] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    if (instruction !== "FROM") {
      stages.at(-1)?.steps.push({ instruction, text: rest });
      continue;
    }
    const [, name = ""] = / AS (\w+)$/.exec(rest) ?? [];
    stages.push({ name, steps: [] });
  }
  return stages;
}
