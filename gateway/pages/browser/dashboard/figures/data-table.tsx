import { Button, Table } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Empty } from "../../states/empty";

/** A column: its heading, and what a row has in it. */
export interface Column<Row> {
  key: string;
  title: string;
  cell(row: Row): ReactNode;
  /** Numbers stand right, one below the other. */
  isNumber?: boolean;
  /** What names the row; the first column where none does. */
  isHead?: boolean;
}

export interface DataTableProps<Row> {
  /** What the table is of, for who cannot see where it stands. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string;
  /** So many rows are shown until more are asked for. */
  first?: number;
  /** On paper, where nobody can ask for more, all rows stand. */
  isPrintedWhole?: boolean;
  /** What a row is told apart by besides its words. */
  classOf?(row: Row): string | undefined;
}

/** Figures as a table that can be scrolled by keys where it is wider than the page. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, keyOf, first, isPrintedWhole, classOf } = props;
  const { t } = useTranslation("dashboard");
  const [isWhole, setWhole] = useState(false);
  if (rows.length === 0) return <Empty>{t("empty")}</Empty>;
  const count = first === undefined || isWhole ? rows.length : first;
  const shown = isPrintedWhole ? rows : rows.slice(0, count);
  const head = columns.find(({ isHead }) => isHead) ?? columns[0];
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who has no pointer scrolls it by keys. */}
      {/* biome-ignore lint/a11y/useSemanticElements: no field set stands here, and a section would be one landmark more. */}
      <div className="table-scroll" role="group" aria-label={caption} tabIndex={0}>
        <Table striped withRowBorders verticalSpacing={4} className="data-table">
          <caption className="told-only">{caption}</caption>
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ key, title, isNumber }) => (
                <Table.Th key={key} scope="col" className={isNumber ? "number" : undefined}>
                  {title}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((row, index) => (
              <Table.Tr key={keyOf(row)} className={index < count ? classOf?.(row) : "printed-row"}>
                {columns.map((column) => {
                  const props = { key: column.key, className: column.isNumber ? "number" : undefined };
                  return column === head ? (
                    <Table.Th {...props} key={column.key} scope="row">
                      {column.cell(row)}
                    </Table.Th>
                  ) : (
                    <Table.Td {...props} key={column.key}>
                      {column.cell(row)}
                    </Table.Td>
                  );
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {count < rows.length && (
        <Button className="not-printed" variant="subtle" size="xs" mt={4} onClick={() => setWhole(true)}>
          {t("showAll", { count: rows.length })}
        </Button>
      )}
    </>
  );
}
