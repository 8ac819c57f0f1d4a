import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDeviceFloppy } from "@tabler/icons-react";
import { SaveDialog } from "./save-dialog.tsx";

interface SaveButtonProps {
  killmailId: string;
  /** Name of the ship, where it is known. */
  hull: string | null;
}

/** Opens the way into the game's fitting window. */
export function SaveButton({ killmailId, hull }: SaveButtonProps) {
  const [isOpen, { open, close }] = useDisclosure();
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconDeviceFloppy size={14} aria-hidden />}
        onClick={open}
      >
        Save to game
      </Button>
      {isOpen ? (
        <SaveDialog killmailId={killmailId} hull={hull} onClose={close} />
      ) : null}
    </>
  );
}
