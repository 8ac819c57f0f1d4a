export const usage = `KillReport simulator: EVE's SSO, ESI and image server on localhost.

  npm run simulator          start it (stop with Ctrl+C)

Environment:
  SIMULATOR_PORT=4100        port
  SIMULATOR_HOST=localhost   address to listen on
  SIMULATOR_URL              how clients reach it, if not http://localhost:<port>
  SIMULATOR_SEED             number; another seed invents other pilots and fights
  SIMULATOR_DATA=<folder>    serve real killmails of a folder instead of invented ones
  SIMULATOR_REPLAY=<factor>  with SIMULATOR_DATA: release them as time passes, factor times as fast
  SIMULATOR_LIVE_KILLS_MS    pause between new kills of the invented world (10000; 0 = none)
  SIMULATOR_STATE=<file>     keep logins (signing keys, refresh tokens) over restarts
  SIMULATOR_CLIENTS          JSON list of {id, secret?, redirectUris}; default: a demo application
                             that may redirect to any address on this machine

Exit codes: 0 stopped on request, 1 could not start.`;
