import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type DocumentNode, Kind, parse } from "graphql";
import { fromRoot } from "../../shared/base/project/project-root";
import { type LabelFile, readLabelFile } from "./label-file";

/** A file of labels, and what it may label. */
export interface LabelSource {
  /** As messages name it: from the checkout's root. */
  file: string;
  labels: LabelFile;
  /** Coordinates of the subgraph whose file it is; absent: those of all, after the subgraphs' own. */
  coordinates?: ReadonlySet<string>;
}

/** What all subgraphs stand on: their common things, the gateway's own fields, and what the kit generates. */
const commonFiles = [
  fromRoot("subgraphs", "common", "labels.vi.json"),
  fromRoot("gateway", "own-fields", "labels.vi.json"),
  fromRoot("shared", "kit", "labels.vi.json"),
];

/**
 * The labels of these subgraphs, each of its folder, in the order in which they are asked; a subgraph without a file has
 * none of its own. Throws an error that says what was expected where a file is none of labels.
 */
export function readLabelSources(names: readonly string[], folder: string): LabelSource[] {
  const own = names.map((name) => {
    const file = join(folder, name, "labels.vi.json");
    const schema = parse(readFileSync(join(folder, name, "schema.graphql"), "utf8"));
    return { ...sourceOf(file), coordinates: coordinatesOf(schema) };
  });
  return [...own, ...commonFiles.map(sourceOf)];
}

const noLabels: LabelFile = { words: {}, names: {}, descriptions: {}, synonyms: [] };

function sourceOf(file: string): LabelSource {
  const labels = readLabelFile(file) ?? noLabels;
  return { file: relative(fromRoot(), file), labels };
}

/** Of all types, fields, arguments and values that a schema's text defines or extends. */
export function coordinatesOf(schema: DocumentNode): Set<string> {
  const coordinates = new Set<string>();
  for (const definition of schema.definitions) {
    if (!("name" in definition) || definition.name === undefined) continue;
    if (definition.kind === Kind.DIRECTIVE_DEFINITION) continue;
    const type = definition.name.value;
    coordinates.add(type);
    const fields = "fields" in definition ? (definition.fields ?? []) : [];
    const values = "values" in definition ? (definition.values ?? []) : [];
    for (const { name } of [...fields, ...values]) coordinates.add(`${type}.${name.value}`);
    for (const field of fields) {
      if (!("arguments" in field)) continue;
      for (const { name } of field.arguments ?? [])
        coordinates.add(`${type}.${field.name.value}(${name.value}:)`);
    }
  }
  return coordinates;
}
