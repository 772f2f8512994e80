import type { Condition } from "../../../shared/kit/cube/condition";

/** Keys, days, flags and numbers of a row by their names, prefixed by what they are. */
export type Row = Record<string, string | number | boolean | null>;

/** A condition as a test of a row. */
export function testOf(condition: Condition): (row: Row) => boolean {
  switch (condition.kind) {
    case "all": {
      const tests = condition.of.map(testOf);
      return (row) => tests.every((one) => one(row));
    }
    case "any": {
      const tests = condition.of.map(testOf);
      return (row) => tests.some((one) => one(row));
    }
    case "not": {
      const one = testOf(condition.of);
      return (row) => !one(row);
    }
    case "in":
    case "notIn": {
      const [keys, name, is] = [
        new Set<unknown>(condition.keys),
        `key ${condition.dimension}`,
        condition.kind === "in",
      ];
      return (row) => keys.has(row[name]) === is;
    }
    case "noKey":
      return (row) => (row[`key ${condition.dimension}`] === null) === condition.is;
    case "day": {
      const { time, gte, lt } = condition;
      return (row) => {
        const day = row[`day ${time}`];
        return day != null && (gte === null || day >= gte) && (lt === null || day < lt);
      };
    }
    case "noDay":
      return (row) => (row[`day ${condition.time}`] === null) === condition.is;
    case "number": {
      const { number, gte, gt, lte, lt } = condition;
      return (row) => {
        const value = row[`number ${number}`];
        if (typeof value !== "number") return false;
        const isAbove = (gte === null || value >= gte) && (gt === null || value > gt);
        return isAbove && (lte === null || value <= lte) && (lt === null || value < lt);
      };
    }
    case "noNumber":
      return (row) => (row[`number ${condition.number}`] === null) === condition.is;
    case "flag":
      return (row) => row[`flag ${condition.flag}`] === condition.is;
    case "deadline":
      return (row) => row.passed === condition.is;
    case "search":
    case "member":
      throw new Error(`Expected a condition on what rows in memory have; got ${condition.kind}.`);
  }
}
