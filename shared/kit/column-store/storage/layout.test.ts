import sql from "sql-template-tag";
import { loanCube } from "../../../../test/template/loan/loan.cube";
import type { Cube } from "../../cube/cube";
import { layoutOf } from "./layout";

it("has no column for a number with decimals", () => {
  const fine = { sql: sql`l.fine`, decimals: 2, unit: "đồng" };
  const cube: Cube = { ...loanCube, numbers: { ...loanCube.numbers, fine } };
  expect(() => layoutOf(cube)).toThrow("Expected a number without decimals; got fine.");
  expect(() => layoutOf(loanCube)).not.toThrow();
});
