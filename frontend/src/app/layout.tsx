import { Anchor, Container, Group, Loader, Text } from "@mantine/core";
import { Suspense } from "react";
import { Link, Outlet, ScrollRestoration } from "react-router";
import { useViewer } from "../features/accounts/viewer.ts";
import { SyncWatcher } from "../features/linked-characters/sync-watcher.tsx";
import { ErrorNotice } from "../shared/ui/error-notice.tsx";
import classes from "./layout.module.css";
import { SimulatedBanner } from "./simulated-banner.tsx";
import { SiteHeader } from "./site-header.tsx";

/** The frame of every page. */
export function Layout() {
  const { data, error, refetch } = useViewer();
  const isLoggedIn = data ? data.me !== null : null;
  return (
    <div className={classes.site}>
      <a href="#content" className={classes.skip}>
        Skip to the content
      </a>
      {data?.site.isSimulated ? <SimulatedBanner /> : null}
      <SiteHeader
        isLoggedIn={isLoggedIn}
        isAdmin={data?.me?.isAdmin ?? false}
      />
      {isLoggedIn ? <SyncWatcher /> : null}
      <Container
        component="main"
        id="content"
        size="xl"
        className={classes.main}
        tabIndex={-1}
      >
        {data ? (
          <Suspense fallback={<PageLoader />}>
            <Outlet />
          </Suspense>
        ) : error ? (
          <ErrorNotice
            error={error}
            onRetry={() => void refetch().catch(() => undefined)}
          />
        ) : (
          <PageLoader />
        )}
      </Container>
      <Container component="footer" size="xl" className={classes.footer}>
        <Group justify="space-between" gap="xs">
          <Text size="xs" c="dimmed">
            KillReport {data?.site.version}
            {" · "}
            <Anchor component={Link} to="/completeness" inherit>
              What we have
            </Anchor>
            {" · "}
            <Anchor component={Link} to="/workers" inherit>
              Workers
            </Anchor>
            {" · "}
            <Anchor component={Link} to="/fit" inherit>
              Read a fit
            </Anchor>
          </Text>
          <Text size="xs" c="dimmed">
            EVE Online and its pictures are the property of CCP hf.
          </Text>
        </Group>
      </Container>
      <ScrollRestoration />
    </div>
  );
}

/** In the place of a page that is being loaded. */
export function PageLoader() {
  return (
    <Group justify="center" py={80} role="status" aria-label="Loading">
      <Loader />
    </Group>
  );
}
