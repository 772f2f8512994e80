import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, groupByKey, isBigintKey, mapByKey } from "../../../shared/kit/loader/loaders";
import { Dataset } from "./dataset";
import { Distribution } from "./distribution";

/** A dataset by its id. */
export const datasetById = defineLoader<Dataset, void, SubgraphContext>(async (ids, { database }) => {
  const rows = await database.repository(Dataset).findBy({ id: In(ids.filter(isBigintKey)) });
  return mapByKey(rows, (row) => row.id);
});

/** The distributions of a dataset in order of their formats, by its id. */
export const distributionsByDataset = defineLoader<Distribution[], void, SubgraphContext>(
  async (ids, { database }) => {
    const rows = await database
      .repository(Distribution)
      .find({ where: { datasetId: In([...ids]) }, order: { format: "ASC", id: "ASC" } });
    return groupByKey(ids, rows, (row) => row.datasetId);
  },
);
