import { readFileSync } from "node:fs";
import { z } from "zod";
import { type LabelList, type Labels, labelsOf } from "./labels";
import { labelsFile } from "./labels-file";

const labelList = z.strictObject({
  synonyms: z.array(z.array(z.string())),
  labels: z.record(z.string(), z.tuple([z.string(), z.string()])),
});

/** The Vietnamese labels that `npm run compose` wrote. Throws where the file is none of labels. */
export function readLabels(file: string = labelsFile): Labels {
  return labelsOf(readLabelList(file));
}

/** The same as a list. */
export function readLabelList(file: string): LabelList {
  return labelList.parse(JSON.parse(readFileSync(file, "utf8")));
}
