import { Button, Group, Modal, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { ErrorAlert } from "./error-notice.tsx";

/** A mutation as the hooks of this page give it. */
interface Action {
  run: () => void;
  isBusy: boolean;
  error: unknown;
  dismissError: () => void;
}

interface ConfirmDialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** What will have happened. */
  children: ReactNode;
  action: Action;
  confirmLabel: string;
  cancelLabel: string;
  /** Something is lost by it. */
  isDangerous?: boolean;
}

/** Asks once more. The focus stands on the way back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, onClose, title, children, action } = props;
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      centered
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Stack>
        {children}
        {action.error ? (
          <ErrorAlert error={action.error} onClose={action.dismissError} />
        ) : null}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            {props.cancelLabel}
          </Button>
          <Button
            {...(props.isDangerous === true && { color: "red" })}
            onClick={action.run}
            loading={action.isBusy}
          >
            {props.confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
