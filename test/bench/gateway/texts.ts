import { parse, print, type SelectionNode, visit } from "graphql";
import { Random } from "../../../shared/base/random/random";
import { boardQuery, months, smallQuery } from "./board-graph";
import { shopQuery } from "./shop-graph";

/** A way to write a query each time anew. */
export type Texts = () => string;

/** As many orders of the fields, and ways to set it, as a query is written in. */
const writings = 16;

/**
 * Texts that ask for what a query asks for, and of which no two are the same: other aliases of all fields, other names of
 * operation and fragments, fields and definitions in another order, other whitespace.
 */
export function otherTexts(query: string): Texts {
  const mark = "__NUMBER__";
  const templates = Array.from({ length: writings }, (_, writing) => {
    const random = new Random(writing);
    const named = <Named extends { name: { value: string } }>(node: Named): Named => ({
      ...node,
      name: { ...node.name, value: `${node.name.value}${mark}` },
    });
    const document = visit(parse(query, { noLocation: true }), {
      Document: { leave: (node) => ({ ...node, definitions: random.shuffle(node.definitions) }) },
      SelectionSet: {
        leave: (node) => ({ ...node, selections: random.shuffle<SelectionNode>(node.selections) }),
      },
      Field: { leave: (node) => ({ ...node, alias: named(node).name }) },
      FragmentSpread: { leave: named },
      FragmentDefinition: { leave: named },
      OperationDefinition: { leave: (node) => ({ ...node, ...(node.name && named({ name: node.name })) }) },
    });
    return print(document).replaceAll("  ", " ".repeat(writing % 5));
  });
  return counted((number) => templates[number % writings]?.replaceAll(mark, String(number)) ?? query);
}

/** Forms of the board or the small query that differ in a literal: another day each time. */
export function otherDays(query: typeof boardQuery | typeof smallQuery): Texts {
  return counted((number) => query.replace("taskStats", `taskStats(asOf: "${number}")`));
}

/** Forms that differ in what is selected: the tasks of some months more, the next time of others. */
export function otherMonths(query: typeof boardQuery | typeof smallQuery): Texts {
  return counted((number) => query.replace("overdue", `overdue ${chosen(months, number).join(" ")}`));
}

/** Forms of the shop's query with another literal. */
export function otherCounts(): Texts {
  return counted((number) => shopQuery.replace("topProducts", `topProducts(first: ${number})`));
}

/** Forms of the shop's query with other fields of products: each of the four places where they are has its own. */
export function otherProducts(): Texts {
  const places = shopQuery.split("...Product");
  const fields = ["name", "price", "weight"];
  return counted((number) => {
    const write = (text: string, place: number) =>
      place === 0
        ? text
        : `upc inStock shippingEstimate ${chosen(fields, number >> (3 * (place - 1))).join(" ")}${text}`;
    const [query = ""] = places.map(write).join("").split("fragment Product on");
    return query;
  });
}

/** Forms of about the shop's query's size that lead through other objects: at each step to an author, a product or both. */
export function otherObjects(): Texts {
  return counted((number) => {
    const random = new Random(number);
    const ofUser = (depth: number): string => `{ username name ${ofReviews(depth)} }`;
    const ofProduct = (depth: number): string =>
      `{ name price inStock shippingEstimate ${ofReviews(depth)} }`;
    const ofReviews = (depth: number): string => {
      if (depth === 0) return "";
      const author = `author ${ofUser(depth - 1)}`;
      const product = `product ${ofProduct(depth - 1)}`;
      return `reviews { body ${random.pick([author, product, `${author} ${product}`])} }`;
    };
    return `query Shop { users ${ofUser(3)} topProducts ${ofProduct(3)} }`;
  });
}

/** Those whose bit is set in the number. */
function chosen(names: readonly string[], number: number): string[] {
  return names.filter((_, index) => (number >> index) % 2 === 1);
}

function counted(write: (number: number) => string): Texts {
  let asked = 0;
  return () => write(asked++);
}
