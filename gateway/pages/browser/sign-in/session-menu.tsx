import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "./use-viewer";

// Dialogs and what floats are a fifth of a first view's scripts, and most visitors never sign in.
const SignInDialog = lazy(async () => ({ default: (await import("./sign-in-dialog")).SignInDialog }));
const Account = lazy(async () => ({ default: (await import("./account")).Account }));

/** The header's way to sign in and out: who is signed in, as what, and until when. */
export function SessionMenu() {
  const { t } = useTranslation();
  const { token } = useSession();
  const [opened, dialog] = useDisclosure(false);
  const [isAsked, setAsked] = useState(false);
  const open = () => {
    setAsked(true);
    dialog.open();
  };
  return (
    <>
      {token === undefined ? (
        <Button size="xs" style={{ flexShrink: 0 }} onClick={open}>
          {t("signIn.open")}
        </Button>
      ) : (
        <Suspense fallback={null}>
          <Account token={token} />
        </Suspense>
      )}
      {isAsked && (
        <Suspense fallback={null}>
          <SignInDialog opened={opened} onClose={dialog.close} />
        </Suspense>
      )}
    </>
  );
}
