import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type DocumentNode, parse } from "graphql";
import type { DeclaredEntity } from "../../shared/base/project/gateway-declarations";
import { fromRoot } from "../../shared/base/project/project-root";
import {
  type ListedSubgraph,
  readWholeList,
  type SubgraphElsewhere,
} from "../../shared/base/project/subgraph-list";
import { declaredBy } from "./compose-declarations";
import type { ComposedSubgraph } from "./compose-subgraphs";
import { CompositionError } from "./composition-error";

/** A subgraph of the list: at its port on this machine, or elsewhere. */
export type Listed = ListedSubgraph | SubgraphElsewhere;

/** The listed subgraphs as they are committed. Throws CompositionError for what is no schema. */
export function readListedSubgraphs(
  list: readonly Listed[] = readWholeList(),
  folder: string = fromRoot("subgraphs"),
): ComposedSubgraph[] {
  return list.map((listed) => ({
    name: listed.name,
    url: urlOf(listed),
    typeDefs: readSchema(join(folder, listed.name, "schema.graphql"), listed.name),
    entities: readEntities(listed.name, folder),
  }));
}

function urlOf(listed: Listed): string {
  return "url" in listed ? listed.url : `http://127.0.0.1:${listed.port}/graphql`;
}

function readSchema(file: string, name: string): DocumentNode {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CompositionError(`error: [${name}] Expected a schema in ${file}: ${reason}`, { cause });
  }
}

function readEntities(name: string, folder: string): readonly DeclaredEntity[] {
  try {
    return declaredBy(name, folder).flatMap(({ entities }) => entities);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CompositionError(`error: [${name}] Expected declarations in gateway.json; ${reason}`, {
      cause,
    });
  }
}
