import { Entity, PrimaryColumn } from "typeorm";

/** The code of an organization. Its home is the tasks subgraph. */
@Entity("organization")
export class OrganizationRow {
  @PrimaryColumn("text")
  code!: string;
}
