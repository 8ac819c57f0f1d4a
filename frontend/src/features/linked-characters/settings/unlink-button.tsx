import { Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconUnlink } from "@tabler/icons-react";
import { ConfirmDialog } from "../../../shared/ui/confirm-dialog.tsx";
import { useUnlinkCharacter } from "./use-unlink-character.ts";

interface UnlinkButtonProps {
  characterId: string;
  name: string;
}

/** Unlinks a character after asking once more. */
export function UnlinkButton({ characterId, name }: UnlinkButtonProps) {
  const [isOpen, { open, close }] = useDisclosure();
  const { unlink, ...action } = useUnlinkCharacter(characterId, name);
  return (
    <>
      <Button
        variant="subtle"
        color="red"
        size="sm"
        leftSection={<IconUnlink size={16} aria-hidden />}
        onClick={open}
        aria-label={`Unlink ${name}`}
      >
        Unlink
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={close}
        title={`Unlink ${name}?`}
        action={{ ...action, run: unlink }}
        confirmLabel="Unlink"
        cancelLabel="Keep it"
        isDangerous
      >
        <Text size="sm">
          KillReport stops looking for {name}&rsquo;s killmails and deletes its
          access to the character. Private mails that only {name} could see are
          no longer visible to you. You can link the character again at any
          time.
        </Text>
      </ConfirmDialog>
    </>
  );
}
