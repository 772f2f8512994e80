import { mountPage } from "../app/mount-page";
import { Explorer } from "./explorer";

void mountPage(<Explorer />);
