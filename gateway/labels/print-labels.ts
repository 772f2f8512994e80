import type { LabelList } from "./labels";

/** As they are committed and served: a line for each element, so that a change is one, too. */
export function printLabels({ synonyms, labels }: LabelList): string {
  const groups = synonyms.map((group) => JSON.stringify(group));
  const lines = Object.entries(labels)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([coordinate, label]) => `${JSON.stringify(coordinate)}: ${JSON.stringify(label)}`);
  return `{"synonyms": [\n${groups.join(",\n")}\n], "labels": {\n${lines.join(",\n")}\n}}\n`;
}
