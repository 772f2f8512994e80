import { Pagination, Table, UnstyledButton } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Cell } from "../../../../tables/table";
import type { ResultColumn, ResultTable } from "../../api/tables";
import { useLanguage } from "../../i18n/use-language";
import { createCellFormat, isNumeric } from "./format-cell";
import { type SortOrder, sortRows } from "./sort-rows";

const rowsOfPage = 50;
/** Characters that a cell keeps on one line. */
const mostOfOneLine = 24;

/** A table's first rows, page by page, in any column's order. */
export function ResultTableView({ table }: { table: ResultTable }) {
  const { t } = useTranslation("explorer");
  const language = useLanguage();
  const [order, setOrder] = useState<SortOrder>();
  const [page, setPage] = useState(1);
  const { columns, rows } = table;
  const sorted = useMemo(() => sortRows(rows, columns, order, language), [rows, columns, order, language]);
  const texts = { yes: t("results.yes"), no: t("results.no") };
  const formats = columns.map((column) => createCellFormat(column, language, texts));
  const first = (page - 1) * rowsOfPage;
  const pages = Math.ceil(rows.length / rowsOfPage);
  const sortBy = (index: number) => {
    setOrder((now) => ({ index, descending: now?.index === index && !now.descending }));
    setPage(1);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll it */}
      <section className="result-table" tabIndex={0} aria-label={t("results.tableOf", { name: table.name })}>
        <Table striped highlightOnHover stickyHeader withColumnBorders verticalSpacing={4} fz="sm">
          <Table.Thead>
            <Table.Tr>
              {columns.map((column, index) => (
                <Table.Th
                  key={column.key}
                  scope="col"
                  className={isNumeric(column) ? "numeric" : undefined}
                  aria-sort={order?.index !== index ? "none" : order.descending ? "descending" : "ascending"}
                >
                  <UnstyledButton className="column-name" title={column.key} onClick={() => sortBy(index)}>
                    {column.name}
                    {order?.index === index && <span aria-hidden> {order.descending ? "▼" : "▲"}</span>}
                  </UnstyledButton>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sorted.slice(first, first + rowsOfPage).map((row, at) => (
              // Rows have no key of their own, and none of them has a state.
              <Table.Tr key={first + at}>
                {row.map((cell, index) => (
                  <Table.Td key={columns[index]?.key} className={classOf(columns[index], cell)}>
                    {formats[index]?.(cell)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
      {pages > 1 && (
        <Pagination
          size="sm"
          mt="xs"
          total={pages}
          value={page}
          onChange={setPage}
          aria-label={t("results.pages")}
          getControlProps={(control) => ({ "aria-label": t(`results.${control}`) })}
          getItemProps={(number) => ({ "aria-label": t("results.page", { number }) })}
        />
      )}
    </>
  );
}

/** Codes, days and the like stay on one line; a sentence has the room of one. */
function classOf(column: ResultColumn | undefined, cell: Cell): string | undefined {
  if (column && isNumeric(column)) return "numeric";
  return String(cell).length > mostOfOneLine ? "sentence" : "one-line";
}
