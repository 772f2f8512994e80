import type { JsonObject } from "../values/json";
import type { Read } from "./read-value";

/** A number that hangs on an operation's variables, or that is the same whatever they are. */
export type Amount = number | Read<number>;

export function amountOf(amount: Amount, variables: JsonObject): number {
  return typeof amount === "number" ? amount : amount(variables);
}

/** What comes of two amounts: reckoned once where neither hangs on a variable. */
export function combine(one: Amount, other: Amount, of: (one: number, other: number) => number): Amount {
  if (typeof one === "number") {
    return typeof other === "number" ? of(one, other) : (variables) => of(one, other(variables));
  }
  return typeof other === "number"
    ? (variables) => of(one(variables), other)
    : (variables) => of(one(variables), other(variables));
}

export function sum(amounts: readonly Amount[]): Amount {
  return amounts.reduce((left, right) => (right === 0 ? left : combine(left, right, plus)), 0);
}

const plus = (one: number, other: number) => one + other;
