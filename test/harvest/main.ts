import "../../shared/base/process/check-node";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromRoot } from "../../shared/base/project/project-root";
import { preparePython } from "../analysts/prepare-python";
import { runProgram } from "../analysts/run-program";
import { startGraph } from "../support/processes/running-graph";

/** The forms of the catalogue, and the files that they are kept in. */
const forms = {
  "application/ld+json": "jsonld",
  "text/turtle": "ttl",
  "application/rdf+xml": "rdf",
} as const;

/** DCAT-AP's own shapes, where they lie on this machine; they are not ours to pass on. */
const official = ["shapes.ttl", "range.ttl"];

/**
 * `npm run harvest`: the catalogue of a running graph as other portals take it in. rdflib reads its three forms, which
 * must say the same; pyshacl holds them to what DCAT-AP 3 asks, classes of what is led to included; and CKAN's own
 * harvester (ckanext-dcat) makes its packages of it, which must have licence, format and the rest. DCAT_AP_SHAPES names a
 * folder with the official shapes of a release (its `html/shacl/`, from https://github.com/SEMICeu/DCAT-AP); without it
 * those of dcat-ap-3.ttl are used alone, which we have written from the specification.
 */
async function main(): Promise<void> {
  const python = await preparePython({
    environment: fromRoot(".harvest"),
    requirements: fromRoot("test", "harvest", "requirements.txt"),
    mayBuild: true,
  });
  const folder = mkdtempSync(join(tmpdir(), "harvest-"));
  const graph = await startGraph();
  try {
    const files = await fetchAtOnce(graph.origin);
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
    const script = fromRoot("test", "harvest", "harvest.py");
    process.stdout.write(await runProgram(python, [script, folder, graph.origin, ...shapeFiles()]));
  } finally {
    await graph.cleanUp();
    rmSync(folder, { recursive: true });
  }
}

/** All forms of one state of the catalogue: the graph dates its own data after its start, and all is fetched again then. */
async function fetchAtOnce(origin: string): Promise<Map<string, string>> {
  for (let tries = 1; tries <= 5; tries += 1) {
    const before = await tagOf(origin);
    const files = new Map<string, string>();
    const differing: string[] = [];
    for (const [type, ending] of Object.entries(forms)) {
      const path = `/catalogue.${ending}`;
      const byType = await fetchText(`${origin}/catalogue.jsonld`, type);
      if ((await fetchText(`${origin}${path}`, "*/*")) !== byType) differing.push(path);
      files.set(`catalogue.${ending}`, byType);
    }
    files.set("page.html", await fetchText(`${origin}/catalogue.html`, "text/html"));
    if ((await tagOf(origin)) !== before) continue;
    if (differing.length > 0)
      throw new Error(`Expected the same by path as by type at ${differing.join(", ")}.`);
    return files;
  }
  throw new Error("Expected the catalogue to stay as it is for the time of a few requests.");
}

async function tagOf(origin: string): Promise<string | null> {
  const answer = await fetch(`${origin}/catalogue.jsonld`);
  await answer.body?.cancel();
  return answer.headers.get("etag");
}

async function fetchText(url: string, accept: string): Promise<string> {
  const answer = await fetch(url, { headers: { accept } });
  const text = await answer.text();
  if (!answer.ok)
    throw new Error(`Expected ${url} as ${accept}, got ${answer.status}: ${text.slice(0, 300)}`);
  return text;
}

function shapeFiles(): string[] {
  const own = fromRoot("test", "harvest", "dcat-ap-3.ttl");
  const folder = process.env.DCAT_AP_SHAPES;
  if (!folder) return [own];
  const files = official.map((name) => join(folder, name));
  const missing = files.filter((file) => !existsSync(file));
  if (missing.length > 0) {
    throw new Error(
      `DCAT_AP_SHAPES: expected a folder with ${official.join(" and ")}; there is no ${missing[0]}.`,
    );
  }
  return [own, ...files];
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
