import { readFileSync } from "node:fs";
import { z } from "zod";
import { fromRoot } from "../../shared/base/project/project-root";
import { type LabelList, type Labels, labelsOf } from "./labels";

/** Where the labels of the composed graph are committed. */
export const labelsFile = fromRoot("gateway", "labels.vi.json");

const labelList = z.record(z.string(), z.tuple([z.string(), z.string()]));

/** The Vietnamese labels that `npm run compose` wrote. Throws where the file is none of labels. */
export function readLabels(file: string = labelsFile): Labels {
  return labelsOf(readLabelList(file));
}

/** The same as a list. */
export function readLabelList(file: string): LabelList {
  return labelList.parse(JSON.parse(readFileSync(file, "utf8")));
}
