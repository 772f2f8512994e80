import { mountPage } from "../app/mount-page";
import { Dashboard } from "./dashboard";

void mountPage(<Dashboard />);
