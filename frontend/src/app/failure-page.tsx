import { Button, Container } from "@mantine/core";
import { IconBug } from "@tabler/icons-react";
import { Notice } from "../shared/ui/notice.tsx";

/** When a page breaks or its code can not be loaded, as after an update of the site. */
export function FailurePage() {
  return (
    <Container size="sm" py={64} component="main">
      <title>Something broke · KillReport</title>
      <Notice
        icon={<IconBug size={40} stroke={1.5} />}
        title="This page broke"
        role="alert"
        action={
          <Button variant="default" onClick={() => window.location.reload()}>
            Reload
          </Button>
        }
      >
        It may have been updated while you had it open. Reloading helps then.
      </Notice>
    </Container>
  );
}
