import { Column, Entity, PrimaryColumn } from "typeorm";
import { OrganizationKind } from "../../common/city/organization-kind";

/** The code of an organization, and what it is. Its home is the tasks subgraph. */
@Entity("organization")
export class OrganizationRow {
  @PrimaryColumn("text")
  code!: string;

  @Column({ type: "enum", enum: OrganizationKind, enumName: "organization_kind" })
  kind!: OrganizationKind;
}
