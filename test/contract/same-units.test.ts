import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { fromRoot } from "../../shared/base/project/project-root";

/** Each department keeps its own copy of the city's code list; the copies must not drift apart. */
const copies = {
  infrastructure: "subgraphs/infrastructure/seed/data/administrative-units.csv",
  tasks: "subgraphs/tasks/seed/data/commune-authorities.csv",
  procedures: "subgraphs/procedures/seed/data/administrative-units.csv",
  innovation: "subgraphs/innovation/seed/data/units.csv",
};

interface UnitRow {
  code?: string;
  unit_code?: string;
  name_vi?: string;
  population?: string;
}

function read(file: string): Map<string, UnitRow> {
  const rows: UnitRow[] = parse(readFileSync(fromRoot(file)), { columns: true, bom: true });
  return new Map(rows.map((row) => [row.code ?? row.unit_code ?? "", row]));
}

const home = read(copies.infrastructure);

it("knows the 126 commune-level units at their home", () => {
  expect(home.size).toBe(126);
});

it.each(Object.entries(copies))(
  "%s has the same units, with the same facts where it keeps them",
  (_, file) => {
    const copy = read(file);
    expect([...copy.keys()].toSorted()).toEqual([...home.keys()].toSorted());
    for (const [code, { name_vi, population }] of copy) {
      const facts = home.get(code);
      expect({
        code,
        name_vi: name_vi ?? facts?.name_vi,
        population: population ?? facts?.population,
      }).toEqual({
        code,
        name_vi: facts?.name_vi,
        population: facts?.population,
      });
    }
  },
);
