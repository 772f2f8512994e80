import { Column, Entity, PrimaryColumn } from "typeorm";
import { OrganizationKind } from "../../common/city/organization-kind";

/** The code and kind of an organization. Owned by the tasks subgraph. */
@Entity("organization")
export class OrganizationRow {
  @PrimaryColumn("text")
  code!: string;

  @Column({ type: "enum", enum: OrganizationKind, enumName: "organization_kind" })
  kind!: OrganizationKind;
}
