import { Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconWorldUpload } from "@tabler/icons-react";
import { ConfirmDialog } from "../../../shared/ui/confirm-dialog.tsx";
import { usePublishKillmail } from "./use-publish-killmail.ts";

/** Makes a private killmail public after asking once more. */
export function PublishButton({ killmailId }: { killmailId: string }) {
  const [isOpen, { open, close }] = useDisclosure();
  const { publish, ...action } = usePublishKillmail(killmailId);
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconWorldUpload size={14} aria-hidden />}
        onClick={open}
      >
        Publish
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={close}
        title="Publish this killmail?"
        action={{ ...action, run: publish }}
        confirmLabel="Publish it for good"
        cancelLabel="Keep it private"
        isDangerous
      >
        <Text size="sm">
          Everybody will see it, with everybody and everything on it: here at
          once, and elsewhere as soon as somebody passes it on.
        </Text>
        <Text size="sm" fw={600}>
          This is for good: it can not be made private again.
        </Text>
      </ConfirmDialog>
    </>
  );
}
