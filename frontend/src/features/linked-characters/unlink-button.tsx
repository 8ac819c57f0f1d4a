import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconUnlink } from "@tabler/icons-react";
import { ErrorAlert } from "../../shared/ui/error-notice.tsx";
import { useUnlinkCharacter } from "./use-unlink-character.ts";

interface UnlinkButtonProps {
  characterId: string;
  name: string;
}

/** Unlinks a character after asking once more. */
export function UnlinkButton({ characterId, name }: UnlinkButtonProps) {
  const [isOpen, { open, close }] = useDisclosure();
  const { unlink, isBusy, error, dismissError } =
    useUnlinkCharacter(characterId);
  return (
    <>
      <Button
        variant="subtle"
        color="red"
        size="sm"
        leftSection={<IconUnlink size={16} aria-hidden />}
        onClick={open}
      >
        Unlink
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={`Unlink ${name}?`}
        centered
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <Stack>
          <Text size="sm">
            KillReport stops looking for {name}&rsquo;s killmails and deletes
            its access to the character. Private mails that only {name} could
            see are no longer visible to you. You can link the character again
            at any time.
          </Text>
          {error ? <ErrorAlert error={error} onClose={dismissError} /> : null}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={close} data-autofocus>
              Keep it
            </Button>
            <Button color="red" onClick={unlink} loading={isBusy}>
              Unlink
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
