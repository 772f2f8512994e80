import { GraphError } from "../../shared/base/errors/graph-error";
import { ownSubgraph } from "../own-fields/own-subgraph";
import type { Composed } from "./composing/composition";
import { readElementSubgraphs } from "./element-subgraphs";

/**
 * An owner publishes a part of one graph, and could reach into the parts of others: `@override` takes a field over without a
 * word of whoever answers it, and `@inaccessible` on a type that several have hides it for all. So what breaks or moves
 * something that the subgraph does not have itself is an admin's to publish. It is read off the composed graph, in which
 * directives have their own names, whatever the schema calls them. Throws FORBIDDEN.
 */
export function requireOwnChanges(
  name: string,
  before: string,
  { supergraphSdl, changes }: Pick<Composed, "supergraphSdl" | "changes">,
): void {
  const { subgraphsOf, takenOverBy } = readElementSubgraphs(before);
  const known = new Set(takenOverBy(name));
  const taken = readElementSubgraphs(supergraphSdl)
    .takenOverBy(name)
    .filter((coordinate) => !known.has(coordinate));
  const broken = changes
    .filter(({ severity }) => severity === "breaking")
    .map(({ coordinate }) => coordinate)
    .filter((coordinate) => {
      const [type = "", member = ""] = coordinate.replace(/\(.*/, "").split(".");
      const subgraphs = subgraphsOf(type, member).filter((each) => each !== ownSubgraph.name);
      return subgraphs.length > 0 && !subgraphs.includes(name);
    });
  const foreign = [...taken, ...broken];
  if (foreign.length === 0) return;
  throw new GraphError(
    "FORBIDDEN",
    `Expected changes of what ${name} itself has; ${foreign.slice(0, 5).join(", ")} is of other subgraphs. An admin publishes that, with their owners.`,
  );
}
