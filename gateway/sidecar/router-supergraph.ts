import { readFileSync } from "node:fs";
import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { fromRoot } from "../../shared/base/project/project-root";
import { readWholeList } from "../../shared/base/project/subgraph-list";

/**
 * Text of the supergraph for another router: of the same subgraphs, each routed to a sidecar, without the fields that our own
 * gateway answers itself (`node`, `nodes`, `viewer`), for which there is no process. Throws with the reasons when they do not
 * compose.
 */
export function routerSupergraph(
  sidecarUrl: string,
  names: readonly string[] = readWholeList().map(({ name }) => name),
  folder: string = fromRoot("subgraphs"),
): string {
  const { supergraphSdl, errors } = composeServices(
    names.map((name) => ({
      name,
      url: new URL(`/${name}/graphql`, sidecarUrl).href,
      typeDefs: parse(readFileSync(`${folder}/${name}/schema.graphql`, "utf8")),
    })),
  );
  if (supergraphSdl === undefined)
    throw new Error((errors ?? []).map(({ message }) => message).join("\n") || "Expected a supergraph.");
  return supergraphSdl;
}
