import { Alert, Button, Text } from "@mantine/core";
import { IconAlertTriangle, IconPlugConnectedX } from "@tabler/icons-react";
import { errorText } from "../error-text.ts";
import { Notice, RetryButton } from "./notice.tsx";

interface ErrorNoticeProps {
  error: unknown;
  onRetry: () => void;
}

/** In the place of content that could not be loaded. */
export function ErrorNotice({ error, onRetry }: ErrorNoticeProps) {
  const { title, message, needsLogin } = errorText(error);
  return (
    <Notice
      icon={<IconPlugConnectedX size={40} stroke={1.5} />}
      title={title}
      role="alert"
      action={needsLogin ? <LoginAgain /> : <RetryButton onRetry={onRetry} />}
    >
      {message}
    </Notice>
  );
}

interface ErrorAlertProps {
  error: unknown;
  onClose: () => void;
}

/** Beside an action that was refused. */
export function ErrorAlert({ error, onClose }: ErrorAlertProps) {
  const { title, message, needsLogin } = errorText(error);
  return (
    <Alert
      variant="outline"
      color="red"
      title={title}
      icon={<IconAlertTriangle size={18} />}
      withCloseButton
      closeButtonLabel="Dismiss"
      onClose={onClose}
    >
      <Text size="sm">{message}</Text>
      {needsLogin ? <LoginAgain /> : null}
    </Alert>
  );
}

function LoginAgain() {
  return (
    <Button component="a" href="/auth/login" size="sm" mt="xs">
      Log in with EVE Online
    </Button>
  );
}
