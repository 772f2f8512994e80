import { Args, type ClassType, Ctx, Query, Resolver } from "type-graphql";
import { requireRole } from "../../http/identity/require-role";
import type { ImportRun } from "../../import/import-run";
import type { Connection } from "../connection/connection-type";
import type { SubgraphContext } from "../context/context";
import { SemanticNonNull } from "../graphql/semantic-non-null";
import { ImportRunArguments } from "./import.inputs";
import { ImportRunConnection, importRunPages } from "./import-run.queries";

/** Makes the resolver of a subgraph's history of imports: `<name>Imports`, for editors and admins. */
export function importsResolver(name: string): ClassType {
  const field = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

  @Resolver()
  class ImportsResolver {
    @SemanticNonNull()
    @Query(() => ImportRunConnection, {
      name: `${field}Imports`,
      nullable: true,
      description: `Files that the subgraph ${name} took in, the latest first. For admins; editors see those of their organization.`,
    })
    runs(@Args() args: ImportRunArguments, @Ctx() context: SubgraphContext): Promise<Connection<ImportRun>> {
      const { viewer } = context;
      requireRole(viewer, ["editor", "admin"], "the history of imports");
      const organization = viewer.role === "admin" ? null : (viewer.organization ?? "");
      return importRunPages.page(context, { ...args, filter: { ...args.filter, organization } });
    }
  }
  return ImportsResolver;
}
