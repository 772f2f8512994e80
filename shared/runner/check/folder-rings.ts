import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** An import of one file by another, both as paths of the checkout. */
interface Import {
  from: string;
  to: string;
}

const specifier = /\b(?:from|import|require)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g;

/**
 * Folders that import each other, directly or over others, which are one folder or three: a sentence for each ring.
 * `files`: paths of sources below `root`, without tests.
 */
export function folderRings(root: string, files: readonly string[]): string[] {
  const imports = files
    .flatMap((file) => importsOf(root, file))
    .filter(({ from, to }) => dirname(from) !== dirname(to));
  const reach = reachable(imports);
  const isRing = ({ from, to }: Import) => reach.get(dirname(to))?.has(dirname(from)) === true;
  const rings = Map.groupBy(imports.filter(isRing), ({ from }) => ringOf(reach, dirname(from)).join(", "));
  return [...rings].map(([folders, some]) => {
    const examples = some.slice(0, 6).map(({ from, to }) => `${from} imports ${to}`);
    return `Expected no folders that import each other; ${folders} do: ${examples.join("; ")}.`;
  });
}

function importsOf(root: string, from: string): Import[] {
  const text = readFileSync(join(root, from), "utf8");
  return [...text.matchAll(specifier)].map(([, path = ""]) => ({
    from,
    to: normalize(join(dirname(from), path)),
  }));
}

/** The folders that each folder imports from, directly or over others. */
function reachable(imports: readonly Import[]): Map<string, Set<string>> {
  const direct = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    const folders = direct.get(dirname(from)) ?? new Set();
    direct.set(dirname(from), folders.add(dirname(to)));
  }
  return new Map(
    [...direct.keys()].map((folder) => {
      const found = new Set<string>();
      const next = [folder];
      for (let at = next.pop(); at !== undefined; at = next.pop())
        for (const one of direct.get(at) ?? []) {
          if (found.has(one)) continue;
          found.add(one);
          next.push(one);
        }
      return [folder, found];
    }),
  );
}

/** The folders of a ring that a folder is in. */
function ringOf(reach: ReadonlyMap<string, ReadonlySet<string>>, folder: string): string[] {
  return [...(reach.get(folder) ?? [])].filter((other) => reach.get(other)?.has(folder)).toSorted();
}
