import { Stack } from "@mantine/core";
import type { ReactNode } from "react";

interface PageProps {
  /** Shown in the browser's tab; the page's own heading is its business. */
  title: string;
  children: ReactNode;
}

/** One page's content with its document title. */
export function Page({ title, children }: PageProps) {
  return (
    <Stack gap="lg">
      <title>{`${title} · KillReport`}</title>
      {children}
    </Stack>
  );
}
