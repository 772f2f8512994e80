import { Args, type ClassType, Ctx, Directive, Field, Int, ObjectType, Query, Resolver } from "type-graphql";
import { RequestWork } from "../../base/work/request-work";
import { requireRole } from "../../http/identity/require-role";
import type { AuditEntry } from "../audit/audit-entry";
import { checkAudit } from "../audit/check-audit";
import type { Connection } from "../connection/connection-type";
import type { SubgraphContext } from "../context/context";
import { SemanticNonNull } from "../graphql/semantic-non-null";
import { AuditArguments } from "./audit.inputs";
import { AuditEntryConnection, auditPages } from "./audit.queries";

@Directive("@shareable")
@ObjectType({ description: "A subgraph's audit as a whole, each link made anew." })
export class AuditState {
  @Field(() => Int, { description: "Entries that were ever added, those deleted after their time included." })
  length!: number;

  @Field({
    description:
      "Link of the last entry. The subgraph's log has length and link after each entry, and each hour: where it has more than is here, entries were deleted.",
  })
  link!: string;

  @Field(() => String, {
    nullable: true,
    description: "Number of the first entry that is missing or was changed; null when there is none.",
  })
  brokenAt!: string | null;
}

/** Makes the resolver of a subgraph's audit: `<name>Audit` and `<name>AuditState`, for admins. */
export function auditResolver(name: string): ClassType {
  const field = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

  @Resolver()
  class AuditResolver {
    @SemanticNonNull()
    @Query(() => AuditEntryConnection, {
      name: `${field}Audit`,
      nullable: true,
      description: `Who changed or read what in the subgraph ${name}, the latest first. For admins.`,
    })
    entries(@Args() args: AuditArguments, @Ctx() context: SubgraphContext): Promise<Connection<AuditEntry>> {
      requireRole(context.viewer, ["admin"], "the audit");
      RequestWork.leaveState();
      return auditPages.page(context, args);
    }

    @SemanticNonNull()
    @Query(() => AuditState, {
      name: `${field}AuditState`,
      nullable: true,
      description: `Whether the audit of the subgraph ${name} is whole; it is gone over from its first entry. For admins.`,
    })
    async state(@Ctx() { viewer, database }: SubgraphContext): Promise<AuditState> {
      requireRole(viewer, ["admin"], "the audit");
      RequestWork.leaveState();
      const checked = await checkAudit(database);
      return { ...checked, length: Number(checked.length) };
    }
  }
  return AuditResolver;
}
