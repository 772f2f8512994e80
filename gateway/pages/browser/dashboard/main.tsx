import { readFirstView } from "../app/first-view";
import { mountPage } from "../app/mount-page";
import { Dashboard } from "./dashboard";
import { type FirstAnswer, keepFirstAnswers } from "./live/first-answers";

const firstView = readFirstView<FirstAnswer>();

void mountPage(
  <Dashboard />,
  firstView && {
    language: firstView.language,
    keepAnswers: (client) => keepFirstAnswers(client, firstView.answers),
  },
);
