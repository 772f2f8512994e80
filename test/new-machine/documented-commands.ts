import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fromRoot } from "../../shared/base/project/project-root";

/** Every command that README.md and docs/ tell the reader to type, each once, in order. */
export function documentedCommands(): string[] {
  const inDocs = readdirSync(fromRoot("docs"), { recursive: true, encoding: "utf8" });
  const files = ["README.md", ...inDocs.map((file) => join("docs", file))];
  const commands = files
    .filter((file) => file.endsWith(".md"))
    .flatMap((file) => commandsOf(readFileSync(fromRoot(file), "utf8")));
  return [...new Set(commands)].toSorted();
}

function commandsOf(text: string): string[] {
  const blocks = [...text.matchAll(/^```sh\n([\s\S]+?)^```/gm)].flatMap(([, block = ""]) =>
    block.split("\n"),
  );
  const inline = [...text.matchAll(/`([^`\n]+)`/g)]
    .map(([, code = ""]) => code)
    .filter((code) => /^(\w+=\S+ )*(npm|npx|node|node_modules\/\.bin\/node) /.test(code));
  return [...blocks, ...inline]
    .flatMap((line) => line.replace(/(^|\s+)#.*/, "").split("&&"))
    .map((command) => command.trim())
    .filter((command) => command !== "");
}
