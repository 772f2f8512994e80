import { Entity, PrimaryColumn } from "typeorm";

/** The code of an organization that figures may be of. Its home is the tasks subgraph. */
@Entity("organization")
export class OrganizationRow {
  @PrimaryColumn("text")
  code!: string;
}
