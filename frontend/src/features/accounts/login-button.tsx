import { Button, type ButtonProps } from "@mantine/core";
import { IconLogin2 } from "@tabler/icons-react";

export function LoginButton(props: ButtonProps) {
  return (
    <Button
      component="a"
      href="/auth/login"
      leftSection={<IconLogin2 size={18} aria-hidden />}
      {...props}
    >
      Log in with EVE Online
    </Button>
  );
}
