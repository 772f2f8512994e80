import { In } from "typeorm";
import type { SubgraphContext } from "../context/context";
import { defineLoader, groupByKey } from "../loader/loaders";
import { Inference } from "./inference";

/** What was inferred of the rows of a type, in order of the fields, by the key of the row. */
const inferencesByKey = defineLoader<Inference[], { subject: string }, SubgraphContext>(
  async (keys, { database }, { subject }) => {
    const rows = await database
      .repository(Inference)
      .find({ where: { subject, key: In([...keys]) }, order: { key: "ASC", field: "ASC" } });
    return groupByKey(keys, rows, (row) => row.key);
  },
);

/** What was inferred of one row; `subject` is the name of its type in the schema. */
export function inferencesOf(context: SubgraphContext, subject: string, key: string): Promise<Inference[]> {
  return context.loadKnown(inferencesByKey, key, { subject });
}
