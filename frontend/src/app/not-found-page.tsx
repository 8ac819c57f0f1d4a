import { Button } from "@mantine/core";
import { IconCompassOff } from "@tabler/icons-react";
import { Link } from "react-router";
import { Notice } from "../shared/ui/notice.tsx";
import { Page } from "../shared/ui/page.tsx";

export function NotFoundPage() {
  return (
    <Page title="Not found">
      <Notice
        icon={<IconCompassOff size={40} stroke={1.5} />}
        title="There is no page here"
        action={
          <Button component={Link} to="/" variant="default">
            To the start
          </Button>
        }
      >
        The address may be mistyped, or the page has moved.
      </Notice>
    </Page>
  );
}
