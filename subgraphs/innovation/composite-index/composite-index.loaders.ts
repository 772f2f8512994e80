import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, groupByKey, mapByKey } from "../../../shared/kit/loader/loaders";
import { CompositeIndex } from "./composite-index";
import { IndexComponent } from "./index-component";
import { IndexPillar } from "./index-pillar";

/** A composite index by its code. */
export const compositeIndexByCode = defineLoader<CompositeIndex, void, SubgraphContext>(
  async (codes, { database }) => {
    const rows = await database.repository(CompositeIndex).findBy({ code: In([...codes]) });
    return mapByKey(rows, (row) => row.code);
  },
);

/** A pillar by its code. */
export const pillarByCode = defineLoader<IndexPillar, void, SubgraphContext>(async (codes, { database }) => {
  const rows = await database.repository(IndexPillar).findBy({ code: In([...codes]) });
  return mapByKey(rows, (row) => row.code);
});

/** A component by its code. */
export const componentByCode = defineLoader<IndexComponent, void, SubgraphContext>(
  async (codes, { database }) => {
    const rows = await database.repository(IndexComponent).findBy({ code: In([...codes]) });
    return mapByKey(rows, (row) => row.code);
  },
);

/** The pillars of an index, in order of their codes, by its code. */
export const pillarsByIndex = defineLoader<IndexPillar[], void, SubgraphContext>(
  async (codes, { database }) => {
    const rows = await database
      .repository(IndexPillar)
      .find({ where: { indexCode: In([...codes]) }, order: { code: "ASC" } });
    return groupByKey(codes, rows, (row) => row.indexCode);
  },
);

/** The components of a pillar, in order of their codes, by its code. */
export const componentsByPillar = defineLoader<IndexComponent[], void, SubgraphContext>(
  async (codes, { database }) => {
    const rows = await database
      .repository(IndexComponent)
      .find({ where: { pillarCode: In([...codes]) }, order: { code: "ASC" } });
    return groupByKey(codes, rows, (row) => row.pillarCode);
  },
);
