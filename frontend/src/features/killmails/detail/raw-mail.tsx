import { Button, Code, Loader, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@apollo/client/react";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useId } from "react";
import { graphql } from "../../../graphql/generated/index.ts";
import { ErrorNotice } from "../../../shared/ui/error-notice.tsx";
import classes from "./panel.module.css";

const KILLMAIL_ESI = graphql(`
  query KillmailEsi($id: ID!) {
    killmail(id: $id) {
      id
      hash
      esi
    }
  }
`);

/** The mail as ESI gave it, loaded when it is asked for. */
export function RawMail({ killmailId }: { killmailId: string }) {
  const [isOpen, { toggle }] = useDisclosure();
  const id = useId();
  const Icon = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <section aria-label="Raw killmail">
      <Button
        variant="subtle"
        color="gray"
        size="sm"
        onClick={toggle}
        aria-expanded={isOpen}
        aria-controls={id}
        leftSection={<Icon size={16} aria-hidden />}
      >
        Raw ESI JSON
      </Button>
      <div id={id} hidden={!isOpen}>
        {isOpen ? <RawBody killmailId={killmailId} /> : null}
      </div>
    </section>
  );
}

function RawBody({ killmailId }: { killmailId: string }) {
  const { data, error, refetch } = useQuery(KILLMAIL_ESI, {
    variables: { id: killmailId },
  });
  if (error) {
    return (
      <ErrorNotice
        error={error}
        onRetry={() => void refetch().catch(() => undefined)}
      />
    );
  }
  if (!data) return <Loader size="sm" m="md" />;
  return (
    <div className={classes.panel}>
      <Text size="xs" c="dimmed" p="sm" style={{ overflowWrap: "anywhere" }}>
        Killmail {killmailId}, hash {data.killmail?.hash}
      </Text>
      <Code block mah={480} style={{ overflow: "auto" }} tabIndex={0}>
        {JSON.stringify(data.killmail?.esi, null, 2)}
      </Code>
    </div>
  );
}
