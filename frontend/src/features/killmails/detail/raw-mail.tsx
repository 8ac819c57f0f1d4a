import { Code, Loader, Text } from "@mantine/core";
import { useQuery } from "@apollo/client/react";
import { graphql } from "../../../graphql/generated/index.ts";
import { Disclosure } from "../../../shared/ui/disclosure.tsx";
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
  return (
    <section aria-label="Raw killmail">
      <Disclosure label="Raw ESI JSON">
        {() => <RawBody killmailId={killmailId} />}
      </Disclosure>
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
