import { Entity, PrimaryColumn } from "typeorm";

/** The code of an organization that may answer for market stalls. Owned by tasks. */
@Entity("organization")
export class OrganizationRow {
  @PrimaryColumn("text")
  code!: string;
}
