import { Title } from "@mantine/core";
import { Page } from "../../shared/ui/page.tsx";
import { WorkerTable } from "./worker-table.tsx";

/** Whether anybody works. */
export function WorkersPage() {
  return (
    <Page title="Workers">
      <Title order={1} size="h2">
        Workers
      </Title>
      <WorkerTable />
    </Page>
  );
}
