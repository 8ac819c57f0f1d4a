export {
  createStaticDataSite,
  type LatestBuild,
  parseBuild,
  type StaticDataSite,
} from "./create-static-data-site.ts";
