import sql from "sql-template-tag";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { filterSql } from "../../../shared/kit/cube/condition-sql";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
import { isIndexedSearch } from "../../../shared/kit/filter/conditions";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { type CatalogueInstant, instantAt } from "./catalogue-instant";
import { Dataset } from "./dataset";
import { datasetCube } from "./dataset.cube";
import { DatasetOrderField } from "./dataset.inputs";
import { datasetById } from "./dataset.loaders";
import { metSql } from "./quality-rules";
import { instantOf } from "./vocabulary/instant-of";

export const DatasetConnection = connectionType("Dataset", () => Dataset);

const pagesOfRequest = new WeakMap<SubgraphContext, ReturnType<typeof definePages>>();

/**
 * Datasets in pages. The order by quality depends on the instant of the request, so the definition is made once
 * for each request: its identity also names the cache of the lists under many publishers.
 */
export function datasetPages(context: SubgraphContext): ReturnType<typeof definePages> {
  const cached = pagesOfRequest.get(context);
  if (cached) return cached;
  const pages = definePages(instantAt(instantOf(context)));
  pagesOfRequest.set(context, pages);
  return pages;
}

function definePages(instant: CatalogueInstant) {
  const pages = defineConnection<Dataset, CubeFilter, DatasetOrderField>({
    from: instant.datasets,
    key: { sql: sql`d.id`, type: "bigint", nullable: false },
    columns: {
      TITLE: { sql: sql`d.title_key`, type: "text", nullable: false },
      MODIFIED_AT: { sql: sql`d.modified_at`, type: "timestamptz", nullable: false },
      QUALITY: { sql: metSql(instant), type: "bigint", nullable: false },
    },
    fallbackOrder: [{ field: DatasetOrderField.TITLE, direction: SortDirection.ASC }],
    conditions: (filter) => [filterSql(datasetCube, filter, instant.now)],
    findsAll: (filter) => typeof filter?.search === "string" && isIndexedSearch(filter.search),
    node: datasetById,
  });
  return { page: pages.page, pageOfPublisher: pages.pageWithin(sql`d.publisher_code`) };
}
