import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from "graphql";

type Field = GraphQLField<unknown, unknown>;

/** How many fields may lead to a type, and how many ways to it are given. */
const deepest = 7;
const most = 6;

/** Fields without required arguments that lead from the query to a type, pages of a few: the shortest ways first. */
export function waysTo(schema: GraphQLSchema, typeName: string): string[][] {
  const query = schema.getQueryType();
  const found: string[][] = [];
  let ends: { type: GraphQLObjectType; way: string[]; passed: string[] }[] = query
    ? [{ type: query, way: [], passed: [] }]
    : [];
  for (let depth = 0; depth < deepest && found.length < most; depth++) {
    ends = ends.flatMap(({ type, way, passed }) =>
      Object.values(type.getFields()).flatMap((field) => {
        const target = getNamedType(field.type);
        const isOpen = !field.args.some(isRequiredArgument) && isObjectType(target);
        if (!isOpen || passed.includes(target.name) || target.name === "PageInfo") return [];
        return [{ type: target, way: [...way, pageOf(field)], passed: [...passed, type.name] }];
      }),
    );
    found.push(...ends.filter(({ type }) => type.name === typeName).map(({ way }) => way));
    // What comes after another of its kind is reached sooner by that.
    ends = firstOfEach(ends.filter(({ type }) => type.name !== typeName));
  }
  return found.slice(0, most);
}

/** All values of an object that need no arguments, as a selection. */
export function leavesOf(type: GraphQLObjectType): string {
  const fields = Object.values(type.getFields());
  const leaves = fields.filter(({ type: of, args }) => args.length === 0 && isLeafType(getNamedType(of)));
  return ["__typename", ...leaves.map(({ name }) => name)].join(" ");
}

function pageOf({ name, args }: Field): string {
  return args.some((argument) => argument.name === "first") ? `${name}(first: 5)` : name;
}

/** A few ways to each type are enough. */
function firstOfEach<End extends { type: GraphQLObjectType }>(ends: readonly End[]): End[] {
  const counts = new Map<string, number>();
  return ends.filter(({ type: { name } }) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count <= most;
  });
}
