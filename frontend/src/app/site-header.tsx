import { Button, Container } from "@mantine/core";
import { IconLogout } from "@tabler/icons-react";
import { Link, NavLink } from "react-router";
import { EntitySearch } from "../features/search/entity-search.tsx";
import { useLogout } from "../features/accounts/use-logout.ts";
import { ErrorAlert } from "../shared/ui/error-notice.tsx";
import { Logo } from "../shared/ui/logo.tsx";
import { ColorSchemeToggle } from "./color-scheme-toggle.tsx";
import classes from "./site-header.module.css";

interface SiteHeaderProps {
  /** Null while it is not known. */
  isLoggedIn: boolean | null;
  isAdmin: boolean;
}

/** Brand, navigation, search, and the way in or out. */
export function SiteHeader({ isLoggedIn, isAdmin }: SiteHeaderProps) {
  return (
    <header className={classes.header}>
      <Container size="xl" className={classes.bar}>
        <Link to="/" className={classes.brand} aria-label="KillReport, start">
          <Logo size={26} stroke={2.4} />
          <span className={classes.word}>KillReport</span>
        </Link>
        <nav className={classes.nav} aria-label="Main">
          {isLoggedIn ? (
            <NavLink to="/" end className={classes.link ?? ""}>
              Killmails
            </NavLink>
          ) : null}
          <NavLink to="/live" className={classes.link ?? ""}>
            Live
          </NavLink>
          <NavLink to="/post" className={classes.link ?? ""}>
            Post
          </NavLink>
          {isLoggedIn ? (
            <NavLink to="/settings" className={classes.link ?? ""}>
              Settings
            </NavLink>
          ) : null}
          {isLoggedIn && isAdmin ? (
            <NavLink to="/admin" className={classes.link ?? ""}>
              Admin
            </NavLink>
          ) : null}
        </nav>
        <div className={classes.search}>
          <EntitySearch />
        </div>
        <ColorSchemeToggle />
        {isLoggedIn === true ? <LogoutButton /> : null}
        {isLoggedIn === false ? (
          <Button component="a" href="/auth/login" size="xs" variant="default">
            Log in
          </Button>
        ) : null}
      </Container>
    </header>
  );
}

function LogoutButton() {
  const { logout, isBusy, error, dismissError } = useLogout();
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        size="xs"
        px={8}
        onClick={logout}
        loading={isBusy}
        aria-label="Log out"
      >
        <IconLogout size={18} aria-hidden />
        <span className={classes.wide}>Log out</span>
      </Button>
      {error ? (
        <div className={classes.error}>
          <ErrorAlert error={error} onClose={dismissError} />
        </div>
      ) : null}
    </>
  );
}
